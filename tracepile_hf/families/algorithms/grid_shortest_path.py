"""Breadth-first search in a grid with walls."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
A maze is a list of equally long strings in which '#' is a wall and '.' is free; the first and the last cell are free.
Return the least number of steps, up, down, left or right, from the upper left to the lower right cell, -1 if there is
no way, and how many cells were reached before the search ended.
"""

CODE = """
def maze_steps(maze):
    free = set()
    for row, line in enumerate(maze):
        free.update((row, column) for column, sign in enumerate(line) if sign == ".")
    goal = (len(maze) - 1, len(maze[0]) - 1)
    steps = {(0, 0): 0}
    queue = [(0, 0)]
    for cell in queue:
        if cell == goal:
            return steps[cell], len(steps)
        row, column = cell
        for near in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if near in free and near not in steps:
                steps[near] = steps[cell] + 1
                queue.append(near)
    return -1, len(steps)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    rows, columns = size, size + random.randint(0, 1)
    cells = [["#" if random.random() < 0.25 else "." for _ in range(columns)] for _ in range(rows)]
    cells[0][0] = cells[-1][-1] = "."
    return (["".join(row) for row in cells],)


def oracle(maze: list[str]) -> tuple[int, int]:
    free = [complex(r, c) for r, row in enumerate(maze) for c, sign in enumerate(row) if sign == "."]
    goal = complex(len(maze) - 1, len(maze[0]) - 1)
    rank: dict[complex, tuple[int, ...]] = {0: ()}
    # A cell's rank is the smallest path to it, shorter first, then by the order of directions: so they are expanded.
    moves = (-1, 1, -1j, 1j)
    for _ in free:
        for cell in list(rank):
            for number, move in enumerate(moves):
                path = (*rank[cell], number)
                if cell + move in free:
                    known = rank.get(cell + move, path)
                    rank[cell + move] = min(known, path, key=lambda p: (len(p), p))
    if goal not in rank:
        return -1, len(rank)
    order = (len(rank[goal]), rank[goal])
    early = {cell for cell, path in rank.items() if (len(path), path) < order}
    reached = {0} | {cell + move for cell in early for move in moves if cell + move in rank}
    return len(rank[goal]), len(reached)


IDEA = (
    "Cells are looked at in order of their distance, so a cell is first reached on a shortest way. That "
    "is why its number of steps is written down once and never changed."
)
INVARIANTS = (
    Invariant(
        "steps[near] == max(steps.values())",
        "{near} is {steps[cell] + 1|calc} steps from the start, and no cell reached so far is farther",
        line="steps[near] = steps[cell] + 1",
    ),
)


FAMILY = function_family(
    name="grid_shortest_path",
    title="Shortest way through a maze",
    statement=STATEMENT,
    code=CODE,
    entry_point="maze_steps",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=10,
    idea=IDEA,
    invariants=INVARIANTS,
)
