"""Elementary cellular automaton in Wolfram's numbering, on a ring."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Cells on a ring are dead '.' or alive '#'. In each generation a cell looks at its left neighbour, itself and its right
neighbour as the binary digits of a number from 0 to 7; that digit of the rule's number, counted from the lowest, says
whether it lives. Return the list of generations, the first one included.
"""

CODE = """
def evolve(cells, rule, generations):
    history = [cells]
    n = len(cells)
    for _ in range(generations):
        following = ""
        for i in range(n):
            pattern = 0
            for neighbour in (cells[i - 1], cells[i], cells[(i + 1) % n]):
                pattern = 2 * pattern + (neighbour == "#")
            following += "#" if rule >> pattern & 1 else "."
        cells = following
        history.append(cells)
    return history
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    cells = "".join(random.choice(".#") for _ in range(size + random.randint(2, 4)))
    return cells, random.choice([18, 22, 30, 45, 54, 60, 73, 90, 106, 110, 122, 126, 150]), 2 if size < 5 else 4


def oracle(cells: str, rule: int, generations: int) -> list[str]:
    names = ["...", "..#", ".#.", ".##", "#..", "#.#", "##.", "###"]
    table = {name: ".#"[int(digit)] for name, digit in zip(names, reversed(f"{rule:08b}"), strict=True)}
    history = [cells]
    while len(history) <= generations:
        ring = history[-1][-1] + history[-1] + history[-1][0]
        history.append("".join(table[ring[i : i + 3]] for i in range(len(cells))))
    return history


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    rule = 0
    for row, following in pairwise(output):
        for place, sign in enumerate(following):
            near = row[place - 1] + row[place] + row[(place + 1) % len(row)]
            if sign == "#":
                rule |= 1 << int(near.replace("#", "1").replace(".", "0"), 2)
    yield output[0], rule, len(output) - 1


IDEA = (
    "A cell and its two neighbours make a number from 0 to 7, and the bit of the rule with that number is "
    "the cell's next state."
)
INVARIANTS = (
    Invariant(
        "0 <= pattern <= 7 and (following[-1] == '#') == (rule // 2 ** pattern % 2 == 1)",
        "bit {pattern} of {rule} is {rule // 2 ** pattern % 2}, so the next cell is {following[-1]}",
        line="following += '#' if rule >> pattern & 1 else '.'",
    ),
    Invariant(
        "len(cells) == n",
        "the new row has {n} cells like all before it",
        line="history.append(cells)",
    ),
    Invariant(
        "result[0] == cells and len(result) == generations + 1",
        "the first row is {result[0]}, and {len(result) - 1|# generation} {len(result) - 1|follows/follow}",
        moment="output",
    ),
)


FAMILY = function_family(
    name="cellular_automaton",
    title="An elementary cellular automaton",
    statement=STATEMENT,
    code=CODE,
    entry_point="evolve",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=20,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
