"""Insertion sort (CLRS): sort in place and count how often an element moves one place to the right."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Sort a list of integers into ascending order by inserting each element into the sorted part before it. Return a pair:
the sorted list, and how many times an element was shifted one place to the right.
"""

CODE = """
def insertion_sort(values):
    shifts = 0
    for i in range(1, len(values)):
        key = values[i]
        j = i - 1
        while j >= 0 and values[j] > key:
            values[j + 1] = values[j]
            shifts += 1
            j -= 1
        values[j + 1] = key
    return values, shifts
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    values = [random.randint(-20, 60) for _ in range(size)]
    if random.random() < 0.1:
        values.sort(reverse=random.random() < 0.5)
    return (values,)


def oracle(values: list[int]) -> tuple[list[int], int]:
    inversions = sum(left > right for left, right in combinations(values, 2))
    return sorted(values), inversions


FAMILY = function_family(
    name="insertion_sort",
    title="Insertion sort, counting the shifts",
    statement=STATEMENT,
    code=CODE,
    entry_point="insertion_sort",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=200,
)
