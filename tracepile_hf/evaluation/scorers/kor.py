"""KOR-Bench: answers in [[...]], each category and rule compared as its authors do, nothing of a model's evaluated.

The authors' rules (KOR-Bench, eval/eval_utils.py): logic without spaces and full stops; some operations as
mathematics, as sets or as lists of numbers; riddles in small letters; sums that must come to 24; grids without spaces.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from tracepile_hf.evaluation.scorers.boxed import last_boxed
from tracepile_hf.evaluation.scorers.expressions import same_expression
from tracepile_hf.evaluation.scorers.outcome import NONE, Scored, judged
from tracepile_hf.evaluation.scorers.stated import plain, without_thoughts


def find_bracketed(text: str) -> str | None:
    """What stands in the first [[...]] of a text, else in \\boxed{}, else in [...]; None if nothing does."""
    text = without_thoughts(text)
    match = re.search(r"\[\[(.*?)\]\](?!\])", text, re.DOTALL)
    if match is None and not last_boxed(text):
        match = re.search(r"\[\s*([^\[\]]+?)\s*\]", text)  # as its authors' rule falls back to
    found = (match[1] if match else last_boxed(plain(text))).strip()
    return found or None


def score_kor(text: str, gold: dict[str, str]) -> Scored:
    """An answer that should be this one, by its category's rule."""
    found = find_bracketed(text)
    if found is None:
        return NONE
    right = gold["value"].strip().removeprefix("[[").removesuffix("]]")
    return judged(_same(found, right, gold["category"], gold["rule"]), found, f"expected {gold['value']}")


def _same(found: str, right: str, category: str, rule: str) -> bool:
    if _tight(found) == _tight(right):
        return True
    if category == "logic":
        one, other = (re.sub(r'["\s.]', "", text) for text in (found, right))
        return (sorted(one.split(";")) == sorted(other.split(";"))) if rule == "5" else one == other
    if category == "operation":
        return _same_operation(found, right, rule)
    if category == "puzzle":
        return _PUZZLES.get(rule, _same_signs)(found, right)
    return False


def _tight(text: str) -> str:
    return re.sub(r'["\s\[\]]', "", plain(text))


def _same_operation(found: str, right: str, rule: str) -> bool:
    if rule == "18":  # sets
        return sorted(re.findall(r"\w+", found)) == sorted(re.findall(r"\w+", right))
    if rule in ("23", "24", "25"):  # matrices
        return re.findall(r"-?\d+", found) == re.findall(r"-?\d+", right)
    if re.search(r"\bor\b|\\text\{or\}", right):  # several solutions, in any order
        one, other = (sorted(re.split(r"\s*(?:\\text\{\s*or\s*\}|\bor\b)\s*", text.strip())) for text in (found, right))
        return len(one) == len(other) and all(same_expression(a, b) for a, b in zip(one, other, strict=True))
    return same_expression(found.strip("$ "), right)


def _same_signs(found: str, right: str) -> bool:
    return re.sub(r"\W+", "", found) == re.sub(r"\W+", "", right)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _one_of(found: str, right: str) -> bool:
    return _letters(found) in [_letters(one) for one in right.split(",")]


def _same_words(found: str, right: str) -> bool:
    return sorted(re.findall(r"\w+", found.lower())) == sorted(re.findall(r"\w+", right.lower()))


def _any_word(found: str, right: str) -> bool:
    return _letters(found) in [_letters(word) for word in right.split()]


def _same_pairs(found: str, right: str) -> bool:
    one, other = (sorted(re.sub(r"\s+", "", text).split(",")) for text in (found, right))
    return one == other


def _signs_of(text: str) -> list[str]:
    return re.findall(r"[+\-*/]", text)


def _same_sum(found: str, right: str) -> bool:
    """The same signs in the same places, and the sum comes to what the gold one comes to."""
    one, other = (_ascii(text).split("=") for text in (found, right))
    return _signs_of(one[0]) == _signs_of(other[0]) and value_of(one[0]) == value_of(other[1]) is not None


def _makes_24(found: str, right: str) -> bool:
    """The gold sum's numbers, each as often as there, coming to 24."""
    sums = [_ascii(found).split("\n")[0].split("=")[0], _ascii(right).split("\n")[0].split("=")[0]]
    numbers = [sorted(re.findall(r"\d+", one)) for one in sums]
    return numbers[0] == numbers[1] and value_of(sums[0]) == 24


def _ascii(text: str) -> str:
    return text.replace("\u00d7", "*").replace("\u2212", "-").replace("\u00f7", "/")


_SIGNS: Final[dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip


def value_of(text: str) -> Fraction | None:
    """What a sum of whole numbers comes to, exactly; None for anything else. Nothing else is ever evaluated."""
    if len(text) > 200:
        return None
    try:
        return _value(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError, MemoryError):
        return None


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.Constant) and type(node.value) is int and abs(node.value) < 10**9:
        return Fraction(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        return _SIGNS[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError("no sum")


_PUZZLES: Final[dict[str, Callable[[str, str], bool]]] = {
    "1": lambda found, right: _letters(found) == _letters(right),
    "2": _one_of,
    "3": _same_words,
    "4": _any_word,
    "5": _same_pairs,
    "9": _same_sum,
    "10": _makes_24,
    "18": lambda found, right: re.sub(r"[,\s]+", "", found) == re.sub(r"[,\s]+", "", right),
}
