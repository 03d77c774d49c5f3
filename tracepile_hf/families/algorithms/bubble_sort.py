"""Bubble sort (CLRS) that stops after the first pass without a swap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.families.inverses import with_lags
from tracepile_hf.records import Invariant

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


IDEA = (
    "Each pass carries the greatest item of the unsorted part to its end. A pass without a swap shows "
    "that all is in order."
)
INVARIANTS = (
    Invariant(
        "items[i] <= items[i + 1]",
        "{items[i]} now stands before {items[i + 1]}, as it should",
        line="swaps += 1",
    ),
    Invariant(
        "items[len(items) - passes + 1:] == sorted(items)[len(items) - passes + 1:]",
        "before pass {passes} {passes - 1|# item} at the end {passes - 1|is/are} in the final place",
        line="passes += 1",
    ),
    Invariant(
        "result[0] == sorted(items)",
        "all {len(items)|# item} {len(items)|stands/stand} in ascending order",
        moment="result",
    ),
    Invariant(
        "sorted(items) == result[0]",
        "the items are {result[0]|list} in some order, with {result[2]|# pair} the wrong way round",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    items, passes, swaps = result
    yield (with_lags(items, swaps, passes - 1),)


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
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "a swap mends one pair that stands the wrong way round, and a pass takes one larger value from "
        "in front of each value that has any, so no value has more than passes - 1 larger ones in front "
        "of it and the pairs are as many as the swaps",
        (
            "result[1] - 1",
            "result[2]",
        ),
        invert,
    ),
)
