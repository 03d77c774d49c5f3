"""Insertion sort (CLRS): sort in place and count how often an element moves one place to the right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.families.inverses import with_inversions
from tracepile_hf.records import Invariant

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


IDEA = (
    "The part on the left is always sorted. The next value is moved left past all that are greater, which "
    "leaves one more value sorted."
)
INVARIANTS = (
    Invariant(
        "values[:i + 1] == sorted(values[:i + 1])",
        "the first {i + 1|# value} {i + 1|is/are} in order: {values[:i + 1]|list}",
        line="values[j + 1] = key",
    ),
    Invariant(
        "values[j + 1] > key",
        "{values[j + 1]} is greater than {key} and has moved one place to the right",
        line="shifts += 1",
    ),
    Invariant(
        "result[0] == sorted(values)",
        "the {len(values)|# value} {len(values)|is/are} sorted",
        moment="result",
    ),
    Invariant(
        "sorted(values) == result[0]",
        "the values are {result[0]|list} in some order, with {result[1]|# pair} the wrong way round",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    values, shifts = result
    yield (with_inversions(values, shifts),)


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
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "every shift moves one larger value past a smaller one that stood behind it, so the list must "
        "have as many pairs the wrong way round as there were shifts; we move the greatest values to the "
        "front first, until that many pairs are made",
        (
            "result[0]",
            "result[1]",
        ),
        invert,
    ),
)
