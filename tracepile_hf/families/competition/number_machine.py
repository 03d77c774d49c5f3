"""Graphs: fewest key presses on a machine for numbers."""

from __future__ import annotations

from itertools import count
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A machine shows a number. Key D doubles it, key T takes 3 away and key P adds 1. The display holds only numbers from 1
to 200; a key that would lead out of this range does nothing. Find the shortest sequence of keys that leads from a to
b.

Input

The only line contains a and b (1 <= a, b <= 200, a != b).

Output

Print the number of keys and the keys. Among the shortest sequences the one that comes first when keys are compared in
the order D, T, P is wanted.

Example

Input:
    7 20

Output:
    4 TPDD
"""

CODE = """
from collections import deque

a, b = map(int, input().split())
keys = {a: ""}
queue = deque([a])
while b not in keys:
    x = queue.popleft()
    for key, y in (("D", 2 * x), ("T", x - 3), ("P", x + 1)):
        if 1 <= y <= 200 and y not in keys:
            keys[y] = keys[x] + key
            queue.append(y)
ans = keys[b]
print(len(ans), ans)
"""


def generate(random: Random, size: int) -> str:
    start = random.randint(2, 60)
    shown = start
    for _ in range(size):
        pressed = random.choice((2 * shown, shown - 3, shown + 1))
        shown = pressed if 1 <= pressed <= 200 else shown
    return lines((start, shown if shown != start else start + 1))


def oracle(stdin: str) -> str:
    start, goal = map(int, stdin.split())
    distances = {goal: 0}  # from every number to the goal, going backwards
    for steps in count(1):
        before = {x for x in distances if distances[x] == steps - 1}
        if not before:
            break
        for x in range(1, 201):
            if before & {2 * x, x - 3, x + 1}:
                distances.setdefault(x, steps)
    here, keys = start, ""
    while here != goal:
        for key, there in zip("DTP", (2 * here, here - 3, here + 1), strict=True):
            if distances.get(there) == distances[here] - 1:
                here, keys = there, keys + key
                break
    return f"{len(keys)} {keys}"


FAMILY = script_family(
    name="number_machine",
    title="Fewest key presses on a machine for numbers",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=30,
)
