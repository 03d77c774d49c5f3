"""What the prompt gives away: literals that a fixed rule could copy instead of tracing.

A question whose answer is the first, last, longest or largest literal of its prompt is not asked, unless it is a yes/no
question: a model that copies by such a rule must not be paid for it.
"""

from __future__ import annotations

import ast
import re
from typing import Final

# Literals as they stand in code, calls and input: brackets may hold other literals, so each kind is looked for alone.
_KINDS: Final = (
    re.compile(r"\[[^\[\]\n]*\]"),
    re.compile(r"\([^()\n]*\)"),
    re.compile(r"\{[^{}\n]*\}"),
    re.compile(r"'[^'\n]*'|\"[^\"\n]*\""),
    re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])"),
)


def copied_by_rule(prompt: str, answer: str) -> bool:
    """Whether one of the four rules, over the whole prompt or what follows its code, copies the answer."""
    after_code = prompt.rsplit("```python", 1)[-1].split("```", 1)[-1]
    wanted = _normal(answer)
    return any(wanted == _normal(guess) for text in (prompt, after_code) for guess in _guesses(text))


def _guesses(text: str) -> list[str]:
    guesses: list[str] = []
    for kind in _KINDS:
        found: list[str] = kind.findall(text)
        if found:
            guesses += [found[0], found[-1], max(found, key=len)]
    numbers = _KINDS[-1].findall(text)
    return guesses + ([max(numbers, key=float)] if numbers else [])


def _normal(text: str) -> str:
    """One spelling for equal plain literals."""
    try:
        return repr(ast.literal_eval(text))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text.strip()
