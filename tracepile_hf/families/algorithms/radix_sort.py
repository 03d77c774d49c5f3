"""Radix sort by decimal digits, with the list after each round."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Sort non-negative whole numbers by their last decimal digit, then by the one before it, and so on, keeping the order
of numbers with equal digits. Return the list of the orders after each round; there are as many rounds as the largest
number has digits.
"""

CODE = """
def radix_sort(numbers):
    rounds = []
    place = 1
    while place <= max(numbers):
        buckets = [[] for _ in range(10)]
        for number in numbers:
            buckets[number // place % 10].append(number)
        numbers = []
        for bucket in buckets:
            numbers.extend(bucket)
        rounds.append(numbers)
        place *= 10
    return rounds
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(1, random.choice([99, 999])) for _ in range(size)],)


def oracle(numbers: list[int]) -> list[list[int]]:
    return [
        [n for _, _, n in sorted((n % 10**digits, i, n) for i, n in enumerate(numbers))]
        for digits in range(1, len(str(max(numbers))) + 1)
    ]


IDEA = (
    "Sorting by one digit keeps the order of numbers that agree in it. So sorting by the last digit first "
    "and by the first digit last puts all in order."
)
INVARIANTS = (
    Invariant(
        "all(a % (10 * place) <= b % (10 * place) for a, b in zip(numbers, numbers[1:]))",
        "by their last digits, up to that worth {place}, the numbers are in order",
        line="rounds.append(numbers)",
    ),
    Invariant(
        "result[-1] == sorted(numbers)",
        "after {len(result)|# round} the numbers are in order",
        moment="result",
    ),
    Invariant(
        "sorted(numbers) == result[-1]",
        "the numbers are {result[-1]|list} in some order, and those that end alike stand as in {result[0]}",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (result[0],)


FAMILY = function_family(
    name="radix_sort",
    title="Radix sort",
    statement=STATEMENT,
    code=CODE,
    entry_point="radix_sort",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=100,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the first round sorts by the last digit and keeps the order of numbers that share it, so a list "
        "that is sorted by its last digits already, as the first round left it, is left alone by that "
        "round and goes the same way afterwards",
        (
            "result[0]",
            "len(result)",
        ),
        invert,
    ),
)
