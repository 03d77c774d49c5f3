"""Controls made from the same programs: what is left of a row when its Chain of Execution is taken away.

`code_only` shows the program and nothing about its run; `input_output` keeps the question and the bare answer
(CodeI/O's setting without its reasoning); `shuffled_rationale` keeps every sentence and breaks their order. `full` is
the row as it is. Question, program and answer stay the same, so a difference in a model trained on them is owed to
the rationale.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

Message = dict[str, str]
Row = Mapping[str, Any]
_SENTENCE: Final = re.compile(r"(?<=[.:])\s+(?=[A-Z`])")


def full(row: Row) -> list[Message]:
    """The messages as they are."""
    return [dict(message) for message in row["messages"]]


def code_only(row: Row) -> list[Message]:
    """A request for the program and the program: no input, no run."""
    return [
        {"role": "user", "content": f"Write a Python program of the family {row['family'].replace('_', ' ')}."},
        {"role": "assistant", "content": f"```python\n{row['code'].strip()}\n```"},
    ]


def input_output(row: Row) -> list[Message]:
    """The question with the bare answer, in the same closing words as the rationale's."""
    question, told = row["messages"]
    return [dict(question), {"role": "assistant", "content": closing(told["content"])}]


def shuffled_rationale(row: Row) -> list[Message]:
    """The rationale's sentences in an order drawn from the row's id; the closing words stay at the end."""
    question, told = row["messages"]
    end = closing(told["content"])
    sentences = _SENTENCE.split(told["content"][: len(told["content"]) - len(end)].strip())
    Random(hashlib.sha256(f"shuffled\0{row['id']}".encode()).hexdigest()).shuffle(sentences)
    return [dict(question), {"role": "assistant", "content": " ".join([*sentences, end])}]


CONTROLS: Final[dict[str, Callable[[Row], list[Message]]]] = {
    "full": full,
    "code_only": code_only,
    "input_output": input_output,
    "shuffled_rationale": shuffled_rationale,
}


def closing(text: str) -> str:
    """The words that give the answer: from the last "The answer is" or "Answer:" to the end."""
    at = max(text.rfind("The answer is"), text.rfind("Answer:"))
    return text[at:] if at >= 0 else text.strip().rsplit("\n", 1)[-1]
