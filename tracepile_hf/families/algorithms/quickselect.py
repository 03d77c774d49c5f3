"""Quickselect (CLRS): the k-th smallest element without sorting everything."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Given a list of integers and a number k counted from 1, return the k-th smallest element, found by partitioning around
the first element of the part that still matters.
"""

CODE = """
def quickselect(values, k):
    candidates = values
    while True:
        pivot = candidates[0]
        smaller = [v for v in candidates if v < pivot]
        larger = [v for v in candidates if v > pivot]
        equal = len(candidates) - len(smaller) - len(larger)
        if k <= len(smaller):
            candidates = smaller
        elif k <= len(smaller) + equal:
            return pivot
        else:
            k -= len(smaller) + equal
            candidates = larger
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    values = [random.randint(-50, 50) for _ in range(size)]
    return values, random.randint(1, size)


def oracle(values: list[int], k: int) -> int:
    return sorted(values)[k - 1]


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    yield [output], 1


IDEA = (
    "Splitting by a pivot shows how many values are smaller. So it is known in which part the k-th "
    "smallest lies, and the others need not be sorted."
)
INVARIANTS = (
    Invariant(
        "1 <= k <= len(candidates) and equal >= 1",
        (
            "{len(smaller)|# value} {len(smaller)|is/are} less than {pivot}, {equal} equal to it and "
            "{len(larger)} greater"
        ),
        line="equal = len(candidates) - len(smaller) - len(larger)",
    ),
    Invariant(
        "k >= 1 and all(value > pivot for value in candidates)",
        "the wanted value is number {k} among the {len(candidates)} greater than {pivot}",
        line="candidates = larger",
    ),
    Invariant(
        "result == sorted(values)[k - 1]",
        (
            "{len([v for v in values if v < result])|# value} {len([v for v in values if v < result])|is/are} "
            "less than {result}, fewer than {k}"
        ),
        moment="result",
    ),
    Invariant(
        "result in values",
        "{result} is among the values; how many others there are is open",
        moment="output",
    ),
)


FAMILY = function_family(
    name="quickselect",
    title="The k-th smallest by quickselect",
    statement=STATEMENT,
    code=CODE,
    entry_point="quickselect",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=150,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
