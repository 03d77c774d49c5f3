"""Heapsort (CLRS): build a max-heap in place, then move its root to the end again and again."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Sort a list of integers into ascending order, in place, with a binary max-heap kept in the list itself. Return the
list.
"""

CODE = """
def sift_down(heap, root, end):
    while True:
        largest = root
        left = 2 * root + 1
        right = left + 1
        if left < end and heap[left] > heap[largest]:
            largest = left
        if right < end and heap[right] > heap[largest]:
            largest = right
        if largest == root:
            return
        heap[root], heap[largest] = heap[largest], heap[root]
        root = largest


def heapsort(heap):
    n = len(heap)
    for start in range(n // 2 - 1, -1, -1):
        sift_down(heap, start, n)
    for end in range(n - 1, 0, -1):
        heap[0], heap[end] = heap[end], heap[0]
        sift_down(heap, 0, end)
    return heap
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    values = [random.randint(1, 99) for _ in range(size)]
    if random.random() < 0.1:
        values.sort()
    return (values,)


def oracle(heap: list[int]) -> list[int]:
    # Counting: for each value in order, as many copies as there are.
    return [value for value in range(min(heap), max(heap) + 1) for _ in range(heap.count(value))]


IDEA = (
    "In a heap no item is greater than the one above it, so the greatest stands at the root. It is "
    "swapped to the end, and the rest made a heap again."
)
INVARIANTS = (
    Invariant(
        "heap[end] == max(heap[:end + 1])",
        "{heap[end]} is the greatest of the first {end + 1|# item}, and it is in its final place",
        line="heap[0], heap[end] = heap[end], heap[0]",
    ),
    Invariant(
        "heap[root] <= heap[(root - 1) // 2]",
        "the item at place {root} is {heap[root]}, not greater than {heap[(root - 1) // 2]} above it",
        line="root = largest",
    ),
    Invariant(
        "sorted(heap) == result",
        "the list has the items {result|list} in some order, and any order will do",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (result[::-1],)


FAMILY = function_family(
    name="heapsort",
    title="Heapsort",
    statement=STATEMENT,
    code=CODE,
    entry_point="heapsort",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the result tells the values but not their order, and any order is sorted to the same list, so "
        "the first to try is from the largest to the smallest",
        (
            "sorted(result)",
            "len(result)",
        ),
        invert,
    ),
)
