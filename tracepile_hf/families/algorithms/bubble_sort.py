"""Bubble sort (CLRS) that stops after the first pass without a swap."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Sort a list of integers into ascending order by repeatedly exchanging neighbours that are out of order, pass after
pass, until a pass makes no exchange. Return the sorted list, the number of passes made and the number of exchanges.
"""

CODE = """
def bubble_sort(items):
    passes = 0
    swaps = 0
    swapped = True
    while swapped:
        swapped = False
        passes += 1
        for i in range(len(items) - passes):
            if items[i] > items[i + 1]:
                items[i], items[i + 1] = items[i + 1], items[i]
                swaps += 1
                swapped = True
    return items, passes, swaps
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(0, 99) for _ in range(size)],)


def oracle(items: list[int]) -> tuple[list[int], int, int]:
    # Each pass brings an element at most one place to the left, past one larger element before it.
    larger_before = [sum(other > item for other in items[:i]) for i, item in enumerate(items)]
    inversions = sum(a > b for a, b in combinations(items, 2))
    return sorted(items), max(larger_before, default=0) + 1, inversions


FAMILY = function_family(
    name="bubble_sort",
    title="Bubble sort with early exit",
    statement=STATEMENT,
    code=CODE,
    entry_point="bubble_sort",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=150,
)
