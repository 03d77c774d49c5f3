"""Merge sort that counts the pairs in the wrong order."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Return a sorted copy of a list and the number of pairs of elements of which the earlier one is larger, counted while
merging.
"""

CODE = """
def merge_sort(values):
    if len(values) < 2:
        return values, 0
    middle = len(values) // 2
    left, in_left = merge_sort(values[:middle])
    right, in_right = merge_sort(values[middle:])
    inversions = in_left + in_right
    merged = []
    i = 0
    for value in right:
        while i < len(left) and left[i] <= value:
            merged.append(left[i])
            i += 1
        inversions += len(left) - i
        merged.append(value)
    return merged + left[i:], inversions
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(1, 60) for _ in range(size)],)


def oracle(values: list[int]) -> tuple[list[int], int]:
    return sorted(values), sum(a > b for a, b in combinations(values, 2))


FAMILY = function_family(
    name="merge_sort",
    title="Merge sort, counting inversions",
    statement=STATEMENT,
    code=CODE,
    entry_point="merge_sort",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=200,
)
