"""Conway's game of life on an endless board, as a set of cells."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Living cells of an endless board are given as pairs (row, column). In the next generation a cell lives if it has
exactly three living neighbours among the eight around it, or has two and is alive. Return the sorted living cells and
how many were born in the last step, after the given number of generations.
"""

CODE = """
def live(cells, generations):
    alive = set(cells)
    born = 0
    for _ in range(generations):
        neighbours = {}
        for row, column in alive:
            for r in (row - 1, row, row + 1):
                for c in (column - 1, column, column + 1):
                    if (r, c) != (row, column):
                        neighbours[r, c] = neighbours.get((r, c), 0) + 1
        following = set()
        for cell, count in neighbours.items():
            if count == 3 or count == 2 and cell in alive:
                following.add(cell)
        born = len(following - alive)
        alive = following
    return sorted(alive), born
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    side = 3 if size < 6 else size
    board = [(r, c) for r in range(side) for c in range(side)]
    return random.sample(board, min(size, len(board))), 1 if size < 6 else 2


def oracle(cells: list[tuple[int, int]], generations: int) -> tuple[list[tuple[int, int]], int]:
    def around(cell: tuple[int, int], alive: list[tuple[int, int]]) -> int:
        return sum(max(abs(r - cell[0]), abs(c - cell[1])) == 1 for r, c in alive)

    now, before = list(cells), list(cells)
    for _ in range(generations):
        before = now
        rows, columns = {r for r, _ in now}, {c for _, c in now}
        board = [
            (r, c)
            for r in range(min(rows, default=0) - 1, max(rows, default=0) + 2)
            for c in range(min(columns, default=0) - 1, max(columns, default=0) + 2)
        ]
        now = [cell for cell in board if around(cell, now) == 3 or (around(cell, now) == 2 and cell in now)]
    return now, len([cell for cell in now if cell not in before])


IDEA = (
    "Only cells next to a living one can live in the next generation. So it is enough to count, for every "
    "cell near a living one, how many living neighbours it has."
)
INVARIANTS = (
    Invariant(
        "born <= len(alive)",
        "{len(alive)|# cell} {len(alive)|lives/live} in the new generation, {born} of them newly born",
        line="alive = following",
    ),
    Invariant(
        "count == 3 or (count == 2 and cell in alive)",
        "{cell} has {count|# living neighbour}, which is enough for it to live on or be born",
        line="following.add(cell)",
    ),
)


FAMILY = function_family(
    name="game_of_life",
    title="The game of life",
    statement=STATEMENT,
    code=CODE,
    entry_point="live",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=20,
    idea=IDEA,
    invariants=INVARIANTS,
)
