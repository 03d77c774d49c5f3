"""0/1 knapsack with the chosen things read back from the table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Each thing is a triple (name, weight, value) and can be taken once. Return the greatest total value that fits into the
capacity and the names of the things taken, last in the list first; a thing is left out whenever that costs no value.
"""

CODE = """
def pack(things, capacity):
    table = [[0] * (capacity + 1)]
    for name, weight, value in things:
        above = table[-1]
        row = above.copy()
        for room in range(weight, capacity + 1):
            row[room] = max(above[room], above[room - weight] + value)
        table.append(row)
    taken = []
    room = capacity
    for i in range(len(things), 0, -1):
        if table[i][room] != table[i - 1][room]:
            name, weight, value = things[i - 1]
            taken.append(name)
            room -= weight
    return table[-1][capacity], taken
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    words = ["axe", "book", "cup", "drum", "egg", "fan", "gem", "hat", "ink", "jar", "kite", "lamp"]
    things = [(name, random.randint(2, 6), random.randint(3, 20)) for name in words[:size]]
    return things, random.randint(7, 11)


def oracle(things: list[tuple[str, int, int]], capacity: int) -> tuple[int, list[str]]:
    best = (-1, (), [])  # type: tuple[int, tuple[int, ...], list[str]]
    for choice in product([0, 1], repeat=len(things)):
        taken = [thing for thing, chosen in zip(things, choice, strict=True) if chosen]
        if sum(weight for _, weight, _ in taken) <= capacity:
            value = sum(value for _, _, value in taken)
            # Of equally good choices the one that leaves out as late a thing as possible.
            best = max(best, (value, tuple(-c for c in reversed(choice)), [name for name, _, _ in reversed(taken)]))
    return best[0], best[2]


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    total, taken = output
    worth = [1] * len(taken)
    if taken:
        worth[0] = total - len(taken) + 1
    yield [(name, 1, value) for name, value in zip(reversed(taken), worth, strict=True)], len(taken)


IDEA = (
    "With one thing more, the best for some room is either the best without it, or its value and the best "
    "of the room that it leaves. A row of the table follows from the row above."
)
INVARIANTS = (
    Invariant(
        "row[room] >= above[room] and row[room] >= above[room - weight] + value",
        (
            "with room for {room}, {name} in gives {above[room - weight] + value|calc} and out gives "
            "{above[room]}, so {row[room]} is best"
        ),
        line="row[room] = max(above[room], above[room - weight] + value)",
    ),
    Invariant(
        "0 <= room <= capacity",
        "{name} takes {weight}, which leaves room for {room}",
        line="room -= weight",
    ),
    Invariant(
        "all(name in [thing[0] for thing in things] for name in result[1])",
        "the things {result[1]} are worth {result[0]} together",
        moment="output",
    ),
)


FAMILY = function_family(
    name="knapsack",
    title="Packing a rucksack (0/1 knapsack)",
    statement=STATEMENT,
    code=CODE,
    entry_point="pack",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
