"""Kernighan's trick: clear the lowest one bit until nothing is left."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
For each number of a list find the number of ones in its binary form by clearing the lowest one again and again.
Return the list of counts, and the number with the most ones (the first such number).
"""

CODE = """
def count_bits(numbers):
    counts = []
    best = None
    most = -1
    for number in numbers:
        ones = 0
        rest = number
        while rest:
            rest &= rest - 1
            ones += 1
        counts.append(ones)
        if ones > most:
            most = ones
            best = number
    return counts, best
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return (
        [
            random.choice([random.randint(0, 255), 2 ** random.randint(1, 8), random.randint(100, 5000)])
            for _ in range(size)
        ],
    )


def oracle(numbers: list[int]) -> tuple[list[int], int]:
    counts = [f"{number:b}".count("1") for number in numbers]
    return counts, numbers[counts.index(max(counts))]


IDEA = "`rest & (rest - 1)` takes away the lowest one in binary and nothing else. So the loop runs once for every one."
INVARIANTS = (
    Invariant(
        "ones + bin(rest).count('1') == bin(number).count('1')",
        "{ones|# one} of {number} {ones|is/are} taken away, and {bin(rest).count('1')} left in {rest}",
        line="ones += 1",
    ),
    Invariant(
        "ones == bin(number).count('1')",
        "{number} is {bin(number)} in binary, with {ones|# one}",
        line="counts.append(ones)",
    ),
    Invariant(
        "len(numbers) == len(result[0]) and result[1] in numbers",
        (
            "there {len(result[0])|is/are} {len(result[0])|# number} with {result[0]|list} ones in turn, and "
            "{result[1]} is among them"
        ),
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    counts, best = result
    numbers = [(1 << ones) - 1 for ones in counts]
    numbers[counts.index(max(counts))] = best
    yield (numbers,)


FAMILY = function_family(
    name="count_bits",
    title="Counting one bits",
    statement=STATEMENT,
    code=CODE,
    entry_point="count_bits",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "a number with k ones is 2 ** k - 1, and the first place with the largest count is where the "
        "best number stands",
        (
            "max(result[0])",
            "result[0].index(max(result[0]))",
        ),
        invert,
    ),
)
