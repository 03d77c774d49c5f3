"""Read Roman numerals, add them, write the sum as a Roman numeral."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Return the sum of a list of Roman numerals, written as a Roman numeral in the usual short form (IV for 4, XC for 90).
The sum is less than 400.
"""

CODE = """
VALUES = {"C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
TENS = [("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10)]
UNITS = [("IX", 9), ("V", 5), ("IV", 4), ("I", 1)]


def read(numeral):
    total = 0
    previous = 0
    for letter in reversed(numeral):
        value = VALUES[letter]
        if value < previous:
            total -= value
        else:
            total += value
            previous = value
    return total


def add_roman(numerals):
    total = sum(read(numeral) for numeral in numerals)
    result = ""
    for piece, value in TENS + UNITS:
        while total >= value:
            result += piece
            total -= value
    return result
"""


DIGITS = [
    ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"],
    ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"],
    ["", "C", "CC", "CCC"],
]


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([_written(random.randint(1, 99)) for _ in range(size)],)


def _written(number: int) -> str:
    return "".join(DIGITS[power][int(digit)] for power, digit in reversed(list(enumerate(reversed(str(number))))))


def oracle(numerals: list[str]) -> str:
    every = {_written(number): number for number in range(1, 400)}
    return _written(sum(every[numeral] for numeral in numerals))


IDEA = (
    "Read from the right, a letter counts against the number if a greater one was read before it. Writing "
    "takes the largest pieces first."
)
INVARIANTS = (
    Invariant(
        "total >= value",
        "{piece} stands for {value}, which fits into {total}",
        line="result += piece",
    ),
    Invariant(
        "len(numerals) >= 1",
        "only the sum {result} is known, so one numeral that is the sum will do",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield ([result],)


FAMILY = function_family(
    name="roman_numerals",
    title="Adding Roman numerals",
    statement=STATEMENT,
    code=CODE,
    entry_point="add_roman",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=4,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "a sum of one numeral is that numeral again",
        ("result",),
        invert,
    ),
)
