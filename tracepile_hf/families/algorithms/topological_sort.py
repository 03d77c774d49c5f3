"""Topological sort (CLRS), smallest available vertex first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._graphs import forward_edges
from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
The pairs (a, b) say that task a must be done before task b; tasks are numbered from 0 to n - 1. Return an order of
all tasks in which, of the tasks that could come next, always the one with the smallest number does.
"""

CODE = """
def topological_sort(n, pairs):
    waiting_for = [0] * n
    for before, after in pairs:
        waiting_for[after] += 1
    ready = [task for task in range(n) if waiting_for[task] == 0]
    order = []
    while ready:
        task = min(ready)
        ready.remove(task)
        order.append(task)
        for before, after in pairs:
            if before == task:
                waiting_for[after] -= 1
                if waiting_for[after] == 0:
                    ready.append(after)
    return order
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return size, forward_edges(random, size, size)


def oracle(n: int, pairs: list[tuple[int, int]]) -> list[int]:
    order: list[int] = []
    while len(order) < n:
        blocked = {after for before, after in pairs if before not in order}
        order.append(min(set(range(n)) - blocked - set(order)))
    return order


IDEA = (
    "A task may be done once nothing that must come before it is left. Doing it may free others, and the "
    "smallest free one goes next."
)
INVARIANTS = (
    Invariant(
        "all(before in order for before, after in pairs if after == task)",
        "all that must come before {task} is done; it is number {len(order)}",
        line="order.append(task)",
    ),
    Invariant(
        "waiting_for[after] >= 0",
        "{after} still waits for {waiting_for[after]|# task}",
        line="waiting_for[after] -= 1",
    ),
    Invariant(
        "len(result) <= n",
        "{len(result)|# task} {len(result)|is/are} ordered: {result}",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield len(result), list(pairwise(result))


FAMILY = function_family(
    name="topological_sort",
    title="Topological sort by in-degrees",
    statement=STATEMENT,
    code=CODE,
    entry_point="topological_sort",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "if each task of the order has to wait for the one before it, no other order is left",
        ("len(result)",),
        invert,
    ),
)
