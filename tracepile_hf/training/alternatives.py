"""The data sets of the paper's Table 4, read as chats: an explicit table from Hub id to how its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tracepile_hf.errors import InputError

Message = dict[str, str]
Row = Mapping[str, Any]


def _pair(question: str, answer: str) -> Callable[[Row], list[Message]]:
    def read(row: Row) -> list[Message]:
        return [{"role": "user", "content": row[question]}, {"role": "assistant", "content": row[answer]}]

    return read


def _code_io(row: Row) -> list[Message]:
    """CodeI/O++: the second turn after feedback is kept where there is one."""
    turns = [{"role": "user", "content": row["prompt"]}, {"role": "assistant", "content": row["turn_1"]}]
    if row.get("feedback_1") and row.get("turn_2"):
        turns.append({"role": "user", "content": row["feedback_1"]})
        turns.append({"role": "assistant", "content": row["turn_2"]})
    return turns


def _messages(row: Row) -> list[Message]:
    return [{"role": message["role"], "content": message["content"]} for message in row["messages"]]


READERS: Final[dict[str, Callable[[Row], list[Message]]]] = {
    "nvidia/OpenMathInstruct-1": _pair("question", "generated_solution"),
    "nvidia/OpenMathInstruct-2": _pair("problem", "generated_solution"),
    "TIGER-Lab/WebInstructSub": _pair("question", "answer"),
    "hkust-nlp/CodeIO-PyEdu-Reasoning": _code_io,
    "allenai/tulu-3-sft-mixture": _messages,
}


def messages_of(dataset: str, row: Row) -> list[Message]:
    """A row of a known set as a chat; rows of any set that has `messages` are read as they are.

    Errors: InputError when the row has not the columns that the set's table entry reads.
    """
    read = READERS.get(dataset, _messages)
    try:
        return read(row)
    except (KeyError, TypeError) as error:
        raise InputError(f"the columns of {dataset}", f"none for {error}", ", ".join(row)) from None
