"""Connected regions of a grid, with their sizes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
A map is a list of equally long strings in which 'X' is land and '~' is water. Land cells that touch by a side belong
to the same island. Return the sizes of all islands in the order in which their first cells are met, row by row.
"""

CODE = """
def islands(chart):
    land = set()
    for row, line in enumerate(chart):
        for column, sign in enumerate(line):
            if sign == "X":
                land.add((row, column))
    sizes = []
    for start in sorted(land):
        if start not in land:
            continue
        land.remove(start)
        stack = [start]
        size = 0
        while stack:
            r, c = stack.pop()
            size += 1
            for cell in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
                if cell in land:
                    land.remove(cell)
                    stack.append(cell)
        sizes.append(size)
    return sizes
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    width = size + random.randint(1, 2)
    return (["".join("X" if random.random() < 0.5 else "~" for _ in range(width)) for _ in range(size)],)


def oracle(chart: list[str]) -> list[int]:
    cells = [(r, c) for r, line in enumerate(chart) for c, sign in enumerate(line) if sign == "X"]
    label = {cell: number for number, cell in enumerate(cells)}
    for _ in cells:
        for r, c in cells:
            label[r, c] = min(
                label.get(near, label[r, c]) for near in ((r, c), (r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1))
            )
    numbers = list(label.values())
    return [numbers.count(number) for number in sorted(set(numbers))]


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    yield ([".".join("X" * size for size in output) or "."],)


IDEA = (
    "A square of land is taken off the map as soon as it is found, with all that hangs together with it. "
    "So each island is counted once, whatever its shape."
)
INVARIANTS = (
    Invariant(
        "size >= 1 and len(sizes) >= 1",
        "island number {len(sizes)} has {size|# square}, and {len(land)} {len(land)|is/are} left on the map",
        line="sizes.append(size)",
    ),
    Invariant(
        "(r, c) not in land",
        "({r}, {c}) is counted as square {size} and no longer on the map",
        line="size += 1",
    ),
    Invariant(
        "sum(result) == sum([row.count('X') for row in chart])",
        "there {len(result)|is/are} {len(result)|# island} with {sum(result)|# square} of land in all",
        moment="output",
    ),
)


FAMILY = function_family(
    name="island_count",
    title="Islands on a map",
    statement=STATEMENT,
    code=CODE,
    entry_point="islands",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=20,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
