"""Merge sort that counts the pairs in the wrong order."""

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


IDEA = (
    "Two sorted halves are merged by always taking the smaller first item. An item of the right half that "
    "is taken while some of the left are waiting makes an inversion with each of them."
)
INVARIANTS = (
    Invariant(
        "merged == sorted(merged)",
        "what is merged so far is in order: {merged|list}",
        line="merged.append(value)",
    ),
    Invariant(
        "all(other > value for other in left[i:])",
        "{value} comes before {len(left) - i|# item} of the left half that {len(left) - i|is/are} greater",
        line="inversions += len(left) - i",
    ),
    Invariant(
        "result[0] == sorted(values)",
        "the {len(values)|# item} {len(values)|is/are} in order",
        moment="result",
    ),
    Invariant(
        "sorted(values) == result[0]",
        "the values are {result[0]|list} in some order, with {result[1]|# pair} the wrong way round",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    values, inversions = result
    yield (with_inversions(values, inversions),)


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
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "what is counted are the pairs of which the larger value stands in front, so we take the sorted "
        "list and move its greatest values to the front until there are as many such pairs",
        (
            "result[0]",
            "result[1]",
        ),
        invert,
    ),
)
