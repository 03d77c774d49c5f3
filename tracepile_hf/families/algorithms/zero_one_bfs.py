"""Breadth-first search with weights 0 and 1 on a double-ended queue."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
A building plan is a list of equally long strings in which '#' is a wall cell and '.' an empty cell. Moving right,
down and up, and breaking walls where needed, go from the upper left to the lower right cell. Return the least number
of wall cells on such a way (the last cell counts, the first does not).
"""

CODE = """
from collections import deque


def walls_to_break(plan):
    price = {}
    for row, line in enumerate(plan):
        price.update({(row, column): int(sign == "#") for column, sign in enumerate(line)})
    broken = {(0, 0): 0}
    queue = deque([(0, 0)])
    while queue:
        row, column = queue.popleft()
        for cell in ((row, column + 1), (row + 1, column), (row - 1, column)):
            total = broken[row, column] + price.get(cell, 99)
            if total >= broken.get(cell, 99):
                continue
            broken[cell] = total
            if price[cell] == 0:
                queue.appendleft(cell)
            else:
                queue.append(cell)
    return broken[len(plan) - 1, len(plan[0]) - 1]
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    columns = size + random.randint(0, 1)
    wall = random.choice([0.4, 0.6, 0.75, 0.9])
    return (["".join("#" if random.random() < wall else "." for _ in range(columns)) for _ in range(size)],)


def oracle(plan: list[str]) -> int:
    cells = [(r, c) for r in range(len(plan)) for c in range(len(plan[0]))]
    cost = dict.fromkeys(cells, len(cells))
    cost[0, 0] = 0
    for _ in cells:
        for r, c in cells:
            near = [cost[cell] for cell in ((r + 1, c), (r - 1, c), (r, c - 1)) if cell in cost]
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
    default_size=3,
    max_size=9,
)
