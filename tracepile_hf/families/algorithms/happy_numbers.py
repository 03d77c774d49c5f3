"""Sums of squared digits: happy numbers and the cycle of the others."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Replace a number by the sum of the squares of its digits again and again. A number is happy if this leads to 1. For
each of the given numbers follow the chain until 1 or a number already met comes up; return for each the pair (number
of steps, last number).
"""

CODE = """
def digit_squares(n):
    total = 0
    while n > 0:
        n, digit = divmod(n, 10)
        total += digit * digit
    return total


def chain(numbers):
    results = []
    for n in numbers:
        met = []
        while n != 1 and n not in met:
            met.append(n)
            n = digit_squares(n)
        results.append((len(met), n))
    return results
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    happy = [7, 10, 13, 19, 23, 28, 31, 44, 49, 68, 70, 79, 82, 86, 91, 94, 97, 100, 130, 319]
    return ([random.choice([random.choice(happy), random.randint(2, 400)]) for _ in range(max(1, size - 1))],)


def oracle(numbers: list[int]) -> list[tuple[int, int]]:
    results = []
    for number in numbers:
        path = [number]
        while path[-1] != 1 and len(set(path)) == len(path):
            path.append(sum(int(digit) ** 2 for digit in str(path[-1])))
        results.append((len(path) - 1, path[-1]))
    return results


IDEA = (
    "The squares of the digits make another number, and so on. Either 1 comes up, or a number comes up "
    "again, and from there everything repeats."
)
INVARIANTS = (
    Invariant(
        "len(set(met)) == len(met)",
        "all {len(met)|# number} met so far {len(met)|is/are} different, so no cycle is closed yet",
        line="met.append(n)",
    ),
    Invariant(
        "total >= digit * digit",
        "with the square of {digit} the sum is {total}",
        line="total += digit * digit",
    ),
    Invariant(
        "len(numbers) == len(result)",
        (
            "there {len(result)|is/are} {len(result)|# number}, whose chains have the lengths {[row[0] for row in "
            "result]|list}"
        ),
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    smallest: dict[tuple[int, int], int] = {}
    for number in range(1, 1000):
        met: list[int] = []
        following = number
        while following != 1 and following not in met:
            met.append(following)
            following = sum(int(digit) ** 2 for digit in str(following))
        smallest.setdefault((len(met), following), number)
    if all(tuple(one) in smallest for one in result):
        yield ([smallest[tuple(one)] for one in result],)


FAMILY = function_family(
    name="happy_numbers",
    title="Happy numbers",
    statement=STATEMENT,
    code=CODE,
    entry_point="chain",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=30,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "a chain says nothing of its number but its length and its end, so for each we take the smallest "
        "number whose chain has both",
        (
            "result[0]",
            "len(result)",
        ),
        invert,
    ),
)
