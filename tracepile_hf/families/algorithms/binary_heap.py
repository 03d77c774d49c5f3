"""A min-heap class with push and pop, driven by a list of operations."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Operations on a priority queue of integers are given in order: a number is to be added, the word 'pop' removes the
smallest number (and does nothing if the queue is empty). Return the numbers removed and the list that holds the heap
at the end.
"""

CODE = """
class MinHeap:
    def __init__(self):
        self.items = []

    def push(self, value):
        self.items.append(value)
        child = len(self.items) - 1
        while child > 0:
            parent = (child - 1) // 2
            if self.items[parent] <= self.items[child]:
                break
            self.items[parent], self.items[child] = self.items[child], self.items[parent]
            child = parent

    def pop(self):
        smallest = self.items[0]
        last = self.items.pop()
        if self.items:
            self.items[0] = last
            self.sink(0)
        return smallest

    def sink(self, parent):
        child = 2 * parent + 1
        while child < len(self.items):
            if child + 1 < len(self.items) and self.items[child + 1] < self.items[child]:
                child += 1
            if self.items[parent] <= self.items[child]:
                break
            self.items[parent], self.items[child] = self.items[child], self.items[parent]
            parent, child = child, 2 * child + 1


def run_queue(operations):
    heap = MinHeap()
    removed = []
    for operation in operations:
        if operation != "pop":
            heap.push(operation)
        elif heap.items:
            removed.append(heap.pop())
    return removed, heap.items
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    operations: list[object] = []
    for value in random.sample(range(1, 10 * size + 10), size):
        operations.append("pop" if random.random() < 0.3 else value)
    return (operations,)


def oracle(operations: list[int | str]) -> tuple[list[int], list[int]]:
    def sunk(heap: tuple[int, ...], place: int) -> tuple[int, ...]:
        below = [child for child in (2 * place + 1, 2 * place + 2) if child < len(heap)]
        least = min(below, key=lambda child: heap[child], default=place)
        return sunk(_exchanged(heap, place, least), least) if heap[least] < heap[place] else heap

    def risen(heap: tuple[int, ...], place: int) -> tuple[int, ...]:
        above = (place - 1) // 2
        return risen(_exchanged(heap, place, above), above) if place and heap[place] < heap[above] else heap

    heap: tuple[int, ...] = ()
    removed = []
    for operation in operations:
        if isinstance(operation, int):
            heap = risen((*heap, operation), len(heap))
        elif heap:
            removed.append(min(heap))
            heap = sunk((heap[-1], *heap[1:-1]), 0) if len(heap) > 1 else ()
    return removed, list(heap)


def _exchanged(heap: tuple[int, ...], a: int, b: int) -> tuple[int, ...]:
    return tuple(heap[b] if i == a else heap[a] if i == b else value for i, value in enumerate(heap))


IDEA = (
    "In the list, the children of place k are at 2k + 1 and 2k + 2, and no parent is greater than its "
    "children. So the smallest is always at place 0."
)
INVARIANTS = (
    Invariant(
        "smallest == min(self.items)",
        "{smallest} at the root is the least of all {len(self.items)|# item}",
        line="smallest = self.items[0]",
    ),
)


FAMILY = function_family(
    name="binary_heap",
    title="A priority queue as a binary heap",
    statement=STATEMENT,
    code=CODE,
    entry_point="run_queue",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=120,
    idea=IDEA,
    invariants=INVARIANTS,
)
