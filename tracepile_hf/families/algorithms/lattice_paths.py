"""Dynamic programming: count the ways through a grid with blocked cells."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
A grid is a list of equally long strings in which 'o' is a hole and '.' a safe cell. A token moves only right or down,
never onto a hole. Return the number of ways from the upper left to the lower right cell and the list of the numbers
of ways to reach each cell of the last row.
"""

CODE = """
def count_paths(grid):
    ways = [0] * len(grid[0])
    ways[0] = 1
    for row in grid:
        for column in range(len(row)):
            if row[column] == "o":
                ways[column] = 0
            elif column > 0:
                ways[column] += ways[column - 1]
    return ways[-1], ways
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    columns = min(7, size + random.randint(0, 2))
    rows = min(7, size)
    cells = [["o" if random.random() < 0.18 else "." for _ in range(columns)] for _ in range(rows)]
    cells[0][0] = "."
    if random.random() < 0.9:
        cells[-1][-1] = "."
    return (["".join(row) for row in cells],)


def oracle(grid: list[str]) -> tuple[int, list[int]]:
    last = len(grid) - 1

    def ways_to(column: int) -> int:
        count = 0
        for downs in combinations(range(last + column), last):  # which of the moves go down
            r = c = 0
            safe = grid[0][0] == "."
            for move in range(last + column):
                r, c = (r + 1, c) if move in downs else (r, c + 1)
                safe = safe and grid[r][c] == "."
            count += safe
        return count

    ways = [ways_to(column) for column in range(len(grid[0]))]
    return ways[-1], ways


IDEA = (
    "Into a square one comes from above or from the left. So the number of ways to it is the sum of the "
    "numbers for these two."
)
INVARIANTS = (
    Invariant(
        "ways[column] >= ways[column - 1]",
        ("column {column} is reached in {ways[column]|# way} in this row, {ways[column - 1]} of them from the left"),
        line="ways[column] += ways[column - 1]",
    ),
)


FAMILY = function_family(
    name="lattice_paths",
    title="Paths through a grid with holes",
    statement=STATEMENT,
    code=CODE,
    entry_point="count_paths",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=14,
    idea=IDEA,
    invariants=INVARIANTS,
)
