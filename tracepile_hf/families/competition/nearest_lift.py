"""Simulation: a lift that always drives to the nearest floor."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A lift stands at floor s and has a list of requested floors. It always drives to the nearest requested floor that it
has not yet served (the lower one if two are equally near).

Input

The first line contains n and s (1 <= n <= 100, 0 <= s <= 200). The second line contains the requested floors, all
different (0 to 200).

Output

Print the floors in the order of service, then the total number of floors driven and the number of changes of
direction.

Example

Input:
    5 6
    9 2 5 12 4

Output:
    5 4 2 9 12
    14 1
"""

CODE = """
n, s = map(int, input().split())
todo = sorted(map(int, input().split()))
order = []
driven = changes = 0
pos, direction = s, 0
while todo:
    floor = min(todo, key=lambda f: (abs(f - pos), f))
    todo.remove(floor)
    order.append(floor)
    driven += abs(floor - pos)
    if floor != pos:
        d = 1 if floor > pos else -1
        if direction and d != direction:
            changes += 1
        direction = d
    pos = floor
print(*order)
print(driven, changes)
"""


def generate(random: Random, size: int) -> str:
    top = min(200, 4 * size + 4)
    return lines((size, random.randint(0, top)), random.sample(range(top + 1), size))


def oracle(stdin: str) -> str:
    _, start, *floors = map(int, stdin.split())
    below = sorted(floor for floor in floors if floor <= start)  # two stacks, the nearest floor on top of each
    above = sorted((floor for floor in floors if floor > start), reverse=True)
    order: list[int] = []
    here = start
    while below or above:
        if not above or (below and here - below[-1] <= above[-1] - here):
            order.append(below.pop())
        else:
            order.append(above.pop())
        here = order[-1]
    stops = [start, *order]
    moves = [after - before for before, after in zip(stops, order, strict=False) if after != before]
    turns = sum(one * other < 0 for one, other in pairwise(moves))
    return lines(order, (sum(map(abs, moves)), turns))


FAMILY = script_family(
    name="nearest_lift",
    title="A lift that always drives to the nearest floor",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=100,
)
