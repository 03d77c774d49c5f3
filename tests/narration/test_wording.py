"""A wording says the same before and after it was used often enough to become a function of its own."""

from __future__ import annotations

import pytest

from tracepile_hf.narration.wording import MANY, Fill, Wording, compile_wording, cut

FIELDS = {
    "left": "`a[i]` = \x000\x00",
    "signed": "\x001~\x00 + \x000~\x00",
    "number": "{'k': \"it's\"} = \x002?\x00",
    "plain": "`x \\ {y}`",
}
STEPS = [
    ("1", "2", "3"),
    ("-1", "2", "3"),
    ("1", "-20", "-3"),
    ("'a'", "2", "3"),
    ("1", "2.5", "inf"),
    ("<function f>", "[1, 2]", "'<'"),
]


def wording(phrase: str) -> Wording:
    mark, texts = cut(phrase)
    return compile_wording(mark, texts, FIELDS, 3)


def told(fill: Fill, often: int = 1) -> list[str | None]:
    return [fill(step) for _ in range(often) for step in STEPS][-len(STEPS) :]


@pytest.mark.parametrize(
    "phrase",
    [
        "nothing happens",
        "^{plain} is {left}",
        "{left}",
        "@{signed} and {left}, {plain}",
        "{number}; {signed}",
        "{left}{left} has 100 % {{of}} {number}",
    ],
)
def test_a_function_of_its_own_says_the_same(phrase: str) -> None:
    one = wording(phrase)
    fills: list[Fill | None] = [None, None]
    before = one.filling(fills, 1)
    closely = told(one.full)
    quickly = told(before)
    told(before, MANY // len(STEPS) + 1)
    assert fills[0] is None
    later = fills[1]
    assert (later is None) == (not one.between), "text without values is as quick as can be"
    assert told(later or before) == quickly
    other = wording(phrase)
    plainly = other.full
    assert told(other.full, MANY // len(STEPS) + 1) == closely
    assert other.full != plainly, "it was to become a function of its own"
    assert told(other.full) == closely


def test_negative_numbers_get_brackets_and_other_values_a_closer_look() -> None:
    one = wording("so {signed}")
    assert one.full(("-1", "2", "3")) == "so 2 + (-1)"
    assert one.filling([None], 0)(("-1", "2", "3")) is None
    assert one.filling([None], 0)(("1", "2", "x")) == "so 2 + 1"
