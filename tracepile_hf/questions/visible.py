"""What the prompt gives away: literals that a fixed rule could copy instead of tracing.

A question whose answer is the first, last, longest or largest literal of its prompt is not asked, unless it is a yes/no
question: a model that copies by such a rule must not be paid for it.
"""

from __future__ import annotations

import ast
import re
from typing import Final

# Literals as they stand in code, calls and input: brackets may hold other literals, so each kind is looked for alone.
_KINDS: Final[dict[str, re.Pattern[str]]] = {
    "list": re.compile(r"\[[^\[\]\n]*\]"),
    "tuple": re.compile(r"\([^()\n]*\)"),
    "dict": re.compile(r"\{[^{}\n]*\}"),
    "text": re.compile(r"'[^'\n]*'|\"[^\"\n]*\""),
    "number": re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])"),
}
_CALL: Final = re.compile(r"`([A-Za-z_]\w*\([^`]*\))`")


def copied_by_rule(prompt: str, answer: str) -> bool:
    """Whether one of the four rules, over the whole prompt or what follows its code, copies the answer."""
    return bool(rules_that_copy(prompt, answer))


def rules_that_copy(prompt: str, answer: str) -> tuple[str, ...]:
    """The names of all the rules that copy the answer: `first number`, `longest list of the input`, ..."""
    after_code = prompt.rsplit("```python", 1)[-1].split("```", 1)[-1]
    wanted = _normal(answer)
    found = [rule for rule, guess in _guesses(prompt).items() if _normal(guess) == wanted]
    found += [f"{rule} of the input" for rule, guess in _guesses(after_code).items() if _normal(guess) == wanted]
    found += [rule for rule, guess in _arguments(after_code).items() if _normal(guess) == wanted]
    return tuple(found)


def _guesses(text: str) -> dict[str, str]:
    guesses: dict[str, str] = {}
    for name, kind in _KINDS.items():
        found: list[str] = kind.findall(text)
        if found:
            guesses |= {f"first {name}": found[0], f"last {name}": found[-1], f"longest {name}": max(found, key=len)}
    numbers = _KINDS["number"].findall(text)
    if numbers:
        guesses["largest number"] = max(numbers, key=float)
    return guesses


def _arguments(text: str) -> dict[str, str]:
    """The same rules over the arguments of the call, whatever is nested in them."""
    match = _CALL.search(text)
    try:
        call = ast.parse(match[1], mode="eval").body if match else None
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return {}
    if not isinstance(call, ast.Call) or not call.args:
        return {}
    given = [ast.unparse(argument) for argument in call.args]
    return {"first argument": given[0], "last argument": given[-1], "longest argument": max(given, key=len)}


def _normal(text: str) -> str:
    """One spelling for literals that differ in spaces and quotes only."""
    return "".join(text.split()).replace('"', "'")
