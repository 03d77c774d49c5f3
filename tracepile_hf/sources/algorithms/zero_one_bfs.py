"""Breadth-first search with weights 0 and 1 on a double-ended queue."""

from __future__ import annotations

from random import Random

from tracepile_hf.sources.family import function_family

STATEMENT = """
A building plan is a list of equally long strings in which '#' is a wall cell and '.' an empty cell. Moving up, down,
left and right, and breaking walls where needed, go from the upper left to the lower right cell. Return the least
number of wall cells on such a way (the last cell counts, the first does not).
"""

CODE = """
from collections import deque


def walls_to_break(plan):
    rows, columns = len(plan), len(plan[0])
    broken = {(0, 0): 0}
    queue = deque([(0, 0)])
    while queue:
        row, column = queue.popleft()
        for r, c in ((row, column + 1), (row + 1, column), (row, column - 1), (row - 1, column)):
            if r < 0 or r == rows or c < 0 or c == columns:
                continue
            price = 1 if plan[r][c] == "#" else 0
            total = broken[row, column] + price
            if total < broken.get((r, c), rows * columns):
                broken[r, c] = total
                if price == 0:
                    queue.appendleft((r, c))
                else:
                    queue.append((r, c))
    return broken[rows - 1, columns - 1]
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    columns = size + random.randint(1, 3)
    wall = random.choice([0.4, 0.6, 0.75, 0.9])
    return (["".join("#" if random.random() < wall else "." for _ in range(columns)) for _ in range(size)],)


def oracle(plan: list[str]) -> int:
    cells = [(r, c) for r in range(len(plan)) for c in range(len(plan[0]))]
    cost = dict.fromkeys(cells, len(cells))
    cost[0, 0] = 0
    for _ in cells:
        for r, c in cells:
            near = [cost[cell] for cell in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)) if cell in cost]
            cost[r, c] = min([cost[r, c], *(each + (plan[r][c] == "#") for each in near)])
    return cost[cells[-1]]


FAMILY = function_family(
    name="zero_one_bfs",
    title="Fewest walls to break",
    statement=STATEMENT,
    code=CODE,
    entry_point="walls_to_break",
    generate=generate,
    oracle=oracle,
    default_size=2,
    max_size=14,
)
