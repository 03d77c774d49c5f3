"""Maximum subarray (CLRS), Kadane's algorithm with the borders of the best part."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Given a non-empty list of integers, find the contiguous part with the largest sum. Return the sum and the indices of
the first and last element of the part. Of several parts with that sum the one that ends first is reported.
"""

CODE = """
def maximum_subarray(values):
    best = values[0]
    best_start = best_end = 0
    current = values[0]
    start = 0
    for i in range(1, len(values)):
        if current < 0:
            current = values[i]
            start = i
        else:
            current += values[i]
        if current > best:
            best = current
            best_start, best_end = start, i
    return best, best_start, best_end
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    values = [random.randint(-20, 20) for _ in range(size)]
    if random.random() < 0.08:
        values = [-abs(value) - 1 for value in values]
    return (values,)


def oracle(values: list[int]) -> tuple[int, int, int]:
    parts = [(sum(values[start : end + 1]), -end, -start) for end in range(len(values)) for start in range(end + 1)]
    total, end, start = max(parts)
    return total, -start, -end


IDEA = (
    "A stretch with a negative sum is no good beginning for a longer one. So the best stretch that ends "
    "here either goes on from the one before, or begins here."
)
INVARIANTS = (
    Invariant(
        "current == sum(values[start:i + 1])",
        "the stretch from {start} to {i} comes to {values[start:i + 1]|sum}",
        line="current += values[i]",
    ),
    Invariant(
        "best == sum(values[start:i + 1])",
        "no stretch so far was worth more than {best}",
        line="best = current",
    ),
    Invariant(
        "result[0] == sum(values[result[1]:result[2] + 1])",
        "places {result[1]} to {result[2]} give {values[result[1]:result[2] + 1]|sum}",
        moment="result",
    ),
    Invariant(
        "sum(values[result[1]:result[2] + 1]) == result[0]",
        "places {result[1]} to {result[2]} add up to {result[0]}, and no other stretch to more",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    best, start, end = result
    front = [min(-1, best - 1)] * start
    yield (front + ([best] if start == end else [best - 1, *[0] * (end - start - 1), 1]),)


FAMILY = function_family(
    name="maximum_subarray",
    title="Maximum subarray (Kadane)",
    statement=STATEMENT,
    code=CODE,
    entry_point="maximum_subarray",
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=120,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "values below 0 in front of the best stretch keep it from beginning earlier, and a last value of "
        "1 that lifts the sum to its best makes it end there; between them only zeros are needed",
        (
            "result[0]",
            "result[2] - result[1] + 1",
        ),
        invert,
    ),
)
