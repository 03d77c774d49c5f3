"""Difference array: many range updates, one pass at the end."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Bookings (first, last, passengers) of a train with stages 0 to n - 1 take seats on the stages from first to last, both
included. Return the number of passengers on each stage and the stage with the most (the first such stage).
"""

CODE = """
def seat_loads(n, bookings):
    change = [0] * (n + 1)
    for first, last, passengers in bookings:
        change[first] += passengers
        change[last + 1] -= passengers
    loads = []
    current = 0
    fullest = 0
    for stage in range(n):
        current += change[stage]
        loads.append(current)
        if current > loads[fullest]:
            fullest = stage
    return loads, fullest
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size + random.randint(1, 3)
    bookings = []
    for _ in range(size):
        first, last = sorted(random.choices(range(n), k=2))
        bookings.append((first, last, random.randint(5, 60)))
    return n, bookings


def oracle(n: int, bookings: list[tuple[int, int, int]]) -> tuple[list[int], int]:
    loads = [sum(count for first, last, count in bookings if first <= stage <= last) for stage in range(n)]
    return loads, loads.index(max(loads))


IDEA = (
    "A booking changes the load at two stages only: where it begins and after it ends. Adding up the "
    "changes from the start gives the load of every stage."
)
INVARIANTS = (
    Invariant(
        "current == sum(change[:stage + 1])",
        "the changes up to stage {stage} come to {change[:stage + 1]|sum}",
        line="loads.append(current)",
    ),
    Invariant(
        "sum(change) == 0",
        "all changes together are {sum(change)}: whoever gets on gets off again",
        line="change[last + 1] -= passengers",
    ),
    Invariant(
        "result[0][result[1]] == max(result[0])",
        "stage {result[1]} has the greatest load, {max(result[0])}",
        moment="result",
    ),
    Invariant(
        "n == len(result[0])",
        "there {len(result[0])|is/are} {len(result[0])|# stage} with the loads {result[0]|list}",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    loads = result[0]
    yield len(loads), [(stage, stage, load) for stage, load in enumerate(loads) if load]


FAMILY = function_family(
    name="difference_array",
    title="Bookings of seats",
    statement=STATEMENT,
    code=CODE,
    entry_point="seat_loads",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=100,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "one booking for each stage that anybody rides on, for that stage alone, gives just these loads",
        (
            "len(result[0])",
            "sum(result[0])",
        ),
        invert,
    ),
)
