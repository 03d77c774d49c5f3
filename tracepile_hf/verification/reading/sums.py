"""Arithmetic as it stands in a sentence: `$12 + 3 * $4 = $24` holds or does not, whatever the run was."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterator
from fractions import Fraction
from typing import Final

_NUMBER: Final = r"(?<![\w.])\d+(?:\.\d+)?(?![\w]|\.\d)"
_RELATIONS: Final[dict[str, Callable[[Fraction, Fraction], bool]]] = {
    "=": operator.eq, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
    "\u2264": operator.le, "\u2265": operator.ge, "!=": operator.ne, "\u2260": operator.ne,
}  # fmt: skip
_SIGNS: Final = {"\u2212": "-", "\u00d7": "*", "\u00b7": "*", "\u00f7": "/"}
_MOST: Final = 10**60


class NoSum(Exception):
    """What stands there is no arithmetic."""


def false_sum(sentence: str, units: Collection[str] = ()) -> str:
    """The first relation between sums of a sentence that does not hold, as it stands there; empty if all hold.

    `units`: words that may stand behind a number. What is not arithmetic on both sides claims nothing here.
    """
    for relation, left, right, shown in relations(sentence, units):
        if not _RELATIONS[relation](left, right):
            return shown
    return ""


def relations(sentence: str, units: Collection[str] = ()) -> Iterator[tuple[str, Fraction, Fraction, str]]:
    """(relation, left, right, both as they stand) of every relation with arithmetic on both sides."""
    words = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True) if unit and unit[0].isalpha())
    unit = rf"(?P<unit>(?:{words})(?!\w))|" if words else ""
    token = re.compile(
        rf"(?P<number>{_NUMBER})|{unit}(?P<relation><=|>=|!=|[=<>\u2264\u2265\u2260])|(?P<sign>[-+*/^()\u2212\u00d7\u00b7\u00f7])"
        r"|(?P<space>\s+)|(?P<money>[$\u20ac\u00a3%])|(?P<other>\\?\w+|.)"
    )
    run: list[tuple[str, str, int, int]] = []
    for found in [*token.finditer(sentence), None]:
        kind = found.lastgroup if found is not None else "other"
        if kind == "other":
            yield from _of_run(run, sentence)
            run = []
        elif found is not None and kind in ("number", "sign", "relation"):
            run.append((kind, found.group(), found.start(), found.end()))
        elif found is not None and found.group() == "%":
            run.append(("percent", "%", found.start(), found.end()))


def _of_run(run: list[tuple[str, str, int, int]], sentence: str) -> Iterator[tuple[str, Fraction, Fraction, str]]:
    sides: list[list[tuple[str, str, int, int]]] = [[]]
    signs: list[str] = []
    for token in run:
        if token[0] == "relation":
            signs.append(token[1])
            sides.append([])
        else:
            sides[-1].append(token)
    if len(run) > 1 and run[0][1] in _SIGNS.keys() | {"+", "-", "*", "/", "^"} and run[0][3] != run[1][2]:
        sides[0] = []  # a term stands before the sign that is none of arithmetic: `x - 3`
    for place, relation in enumerate(signs):
        left, right = sides[place], sides[place + 1]
        try:
            values = _value(left), _value(right)
        except (NoSum, ZeroDivisionError):
            continue
        yield relation, *values, sentence[left[0][2] : right[-1][3]]


def _value(side: list[tuple[str, str, int, int]]) -> Fraction:
    tokens = [_SIGNS.get(text, text) for kind, text, _, _ in side if kind != "percent"]
    if any(kind == "percent" for kind, _, _, _ in side):
        raise NoSum
    value, rest = _sum(tokens)
    if rest:
        raise NoSum
    return value


def _sum(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, rest = _product(tokens)
    while rest and rest[0] in "+-":
        sign, (more, rest) = rest[0], _product(rest[1:])
        value = value + more if sign == "+" else value - more
    return value, rest


def _product(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, rest = _power(tokens)
    while rest and rest[0] in "*/":
        sign, (more, rest) = rest[0], _power(rest[1:])
        value = value * more if sign == "*" else value / more
        if max(abs(value.numerator), value.denominator) > _MOST:
            raise NoSum
    return value, rest


def _power(tokens: list[str]) -> tuple[Fraction, list[str]]:
    if tokens and tokens[0] == "-":
        value, rest = _power(tokens[1:])
        return -value, rest
    value, rest = _atom(tokens)
    if rest and rest[0] == "^":
        exponent, rest = _power(rest[1:])
        if exponent.denominator != 1 or abs(exponent) > 64:
            raise NoSum
        value = value ** int(exponent)
    return value, rest


def _atom(tokens: list[str]) -> tuple[Fraction, list[str]]:
    if not tokens:
        raise NoSum
    if tokens[0] == "(":
        value, rest = _sum(tokens[1:])
        if rest[:1] != [")"]:
            raise NoSum
        return value, rest[1:]
    if not tokens[0][0].isdigit():
        raise NoSum
    return Fraction(tokens[0]), tokens[1:]
