"""Patience sorting with bisect: the length and one longest increasing subsequence."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Given a list of distinct numbers, return a longest increasing subsequence. It is found by keeping, for each length,
the smallest number that ends an increasing subsequence of that length, and for each number the one before it; the
sequence is read back from the number that ends the longest one at the end of the run.
"""

CODE = """
from bisect import bisect_left


def longest_increasing(numbers):
    tails = []
    before = {}
    for number in numbers:
        place = bisect_left(tails, number)
        before[number] = tails[place - 1] if place > 0 else None
        if place == len(tails):
            tails.append(number)
        else:
            tails[place] = number
    sequence = []
    number = tails[-1] if tails else None
    while number is not None:
        sequence.append(number)
        number = before[number]
    return sequence[::-1]
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return (random.sample(range(1, 6 * size + 20), size + random.randint(0, 2)),)


def oracle(numbers: list[int]) -> list[int]:
    length: dict[int, int] = {}
    for i, number in enumerate(numbers):
        length[number] = 1 + max((length[other] for other in numbers[:i] if other < number), default=0)
    # Of all numbers that end a sequence of a length, the latest to arrive before is the smallest.
    sequence: list[int] = []
    earlier = numbers
    for wanted in range(max(length.values()), 0, -1):
        ending = [n for n in earlier if length[n] == wanted and (not sequence or n < sequence[0])]
        last = min(ending)
        earlier = numbers[: numbers.index(last)]
        sequence.insert(0, last)
    return sequence


IDEA = (
    "For every length only the smallest last number of such a row matters: it is the easiest to go on "
    "from. These numbers are in order, so the place of a new one is found by halving."
)
INVARIANTS = (
    Invariant(
        "tails == sorted(tails)",
        "{number} now ends a row of {place + 1|# number}, and the ends stay in order: {tails}",
        line="tails[place] = number",
    ),
    Invariant(
        "tails[-1] == max(tails)",
        "{number} is greater than all other ends, so there is a row of {len(tails)|# number} now",
        line="tails.append(number)",
    ),
    Invariant(
        "all(a < b for a, b in zip(result, result[1:]))",
        "{result} grows from number to number",
        moment="result",
    ),
    Invariant(
        "all(number in numbers for number in result)",
        "the numbers {result|list} are in the list in this order, and no longer row grows",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (result,)


FAMILY = function_family(
    name="longest_increasing_subsequence",
    title="Longest increasing subsequence",
    statement=STATEMENT,
    code=CODE,
    entry_point="longest_increasing",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "a list that increases all the way is its own longest increasing part",
        ("len(result)",),
        invert,
    ),
)
