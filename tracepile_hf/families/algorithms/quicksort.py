"""Quicksort (CLRS) in place, Lomuto's partition."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Sort a list of numbers in place with quicksort: partition around the last element, then sort both sides in the same
way. Return the sorted list and the pivots in the order in which they were chosen.
"""

CODE = """
def partition(a, low, high):
    pivot = a[high]
    border = low
    for i in range(low, high):
        if a[i] <= pivot:
            a[border], a[i] = a[i], a[border]
            border += 1
    a[border], a[high] = a[high], a[border]
    return border


def quicksort(a):
    pivots = []

    def sort(low, high):
        if low < high:
            pivots.append(a[high])
            middle = partition(a, low, high)
            sort(low, middle - 1)
            sort(middle + 1, high)

    sort(0, len(a) - 1)
    return a, pivots
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return (random.sample(range(1, 10 * size + 10), size),)


def oracle(a: list[int]) -> tuple[list[int], list[int]]:
    pivots: list[int] = []
    waiting = [a]
    while waiting:
        part = waiting.pop()
        if len(part) < 2:
            continue
        pivot = part[-1]
        pivots.append(pivot)
        # Lomuto's exchanges keep the smaller ones in order and turn the larger ones around as they are passed.
        smaller: list[int] = []
        larger: list[int] = []
        for value in part[:-1]:
            if value < pivot:
                smaller.append(value)
                if larger:
                    larger.append(larger.pop(0))
            else:
                larger.append(value)
        if larger:
            larger.append(larger.pop(0))
        waiting += [larger, smaller]
    return sorted(a), pivots


IDEA = (
    "Once all values at most the pivot stand to its left, the pivot is in its final place. The two sides "
    "are then sorted in the same way."
)
INVARIANTS = (
    Invariant(
        "all(v <= pivot for v in a[low:border]) and all(v > pivot for v in a[border + 1:high + 1])",
        (
            "{pivot} is at place {border}, its final one: {border - low|# value} of this part {border - "
            "low|is/are} not greater, {high - border} greater"
        ),
        line="a[border], a[high] = a[high], a[border]",
    ),
    Invariant(
        "all(v <= pivot for v in a[low:border])",
        "{border - low|# value} found so far {border - low|is/are} at most {pivot}",
        line="border += 1",
    ),
    Invariant(
        "result[0] == sorted(a)",
        "the {len(a)|# value} {len(a)|is/are} sorted",
        moment="result",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    values, pivots = result
    waiting = iter(pivots)

    def before(part: list[int]) -> list[int]:
        if len(part) < 2:
            return part
        pivot = next(waiting)
        smaller = before([value for value in part if value < pivot])
        larger = before([value for value in part if value > pivot])
        return [*smaller, *larger[-1:], *larger[:-1], pivot]

    yield (before(values),)


FAMILY = function_family(
    name="quicksort",
    title="Quicksort with the last element as pivot",
    statement=STATEMENT,
    code=CODE,
    entry_point="quicksort",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=150,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "each part's last value is its pivot, and the pivots are listed as the parts are split; a part "
        "that begins with its smaller values in order, has the last of the larger ones in front of the "
        "others and ends in its pivot is split into just these two",
        (
            "result[0]",
            "result[1]",
        ),
        invert,
    ),
)
