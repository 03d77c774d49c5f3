"""Backtracking: all multisets of numbers with a given sum."""

from __future__ import annotations

from itertools import product
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Return all ways to reach the target as a sum of the given numbers, each usable several times: a list of lists in which
the numbers stand in the order given, ways that use an earlier number more often coming first.
"""

CODE = """
def combinations_for(numbers, target):
    ways = []
    chosen = []

    def extend(first, rest):
        if rest == 0:
            ways.append(list(chosen))
            return
        for i in range(first, len(numbers)):
            if numbers[i] <= rest:
                chosen.append(numbers[i])
                extend(i, rest - numbers[i])
                chosen.pop()

    extend(0, target)
    return ways
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return random.sample(range(2, 8), 3), random.randint(max(1, size - 2), size + 2)


def oracle(numbers: list[int], target: int) -> list[list[int]]:
    counts = product(*(range(target // number, -1, -1) for number in numbers))
    ways = [[number for number, k in zip(numbers, each, strict=True) for _ in range(k)] for each in counts]
    return [way for way in ways if sum(way) == target]


FAMILY = function_family(
    name="combination_sum",
    title="Sums with repetition",
    statement=STATEMENT,
    code=CODE,
    entry_point="combinations_for",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=24,
)
