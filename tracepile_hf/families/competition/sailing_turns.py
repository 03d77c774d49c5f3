"""Geometry: left and right turns on a sailing trip."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A boat sails in straight lines from buoy to buoy. At each buoy between the first and the last one it turns left, turns
right, goes straight on or turns back.

Input

The first line contains the number of buoys n (3 <= n <= 300). Each of the next n lines contains the coordinates of a
buoy (-100 <= x, y <= 100); consecutive buoys are different.

Output

Print a string with L, R, S (straight on) or B (back) for each turn, and on the next line the greatest number of turns
to the same side, L or R, that follow one another directly.

Example

Input:
    6
    0 0
    2 0
    4 0
    5 3
    1 3
    0 4

Output:
    SLLR
    2
"""

CODE = """
def turn(a, b, c):
    ux, uy = b[0] - a[0], b[1] - a[1]
    vx, vy = c[0] - b[0], c[1] - b[1]
    cross = ux * vy - uy * vx
    if cross:
        return "L" if cross > 0 else "R"
    return "S" if ux * vx + uy * vy > 0 else "B"


n = int(input())
pts = []
turns = []
for _ in range(n):
    pts.append(list(map(int, input().split())))
    if len(pts) > 2:
        turns.append(turn(*pts[-3:]))
best = run = 0
last = ""
for t in turns:
    run = run + 1 if t == last else 1
    last = t
    if t in "LR":
        best = max(best, run)
print("".join(turns))
print(best)
"""


def generate(random: Random, size: int) -> str:
    count = max(3, size)
    buoys = [(0, 0)]
    while len(buoys) < count:
        x, y = buoys[-1]
        step = random.choice(((1, 0), (2, 0), (0, 1), (0, 2), (-1, 0), (0, -1), (1, 1), (-1, 2)))
        there = (x + step[0], y + step[1])
        buoys.append(there if max(map(abs, there)) <= 100 else (random.randint(-9, 9), random.choice((-50, 50))))
    return lines(count, *buoys)


def oracle(stdin: str) -> str:
    _, *rest = map(int, stdin.split())
    buoys = [complex(x, y) for x, y in zip(rest[::2], rest[1::2], strict=True)]
    legs = [after - before for before, after in pairwise(buoys)]
    signs = ""
    for one, other in pairwise(legs):
        quotient = other * one.conjugate()  # its angle is the angle of the turn
        if quotient.imag:
            signs += "R" if quotient.imag < 0 else "L"
        else:
            signs += "B" if quotient.real < 0 else "S"
    return lines(signs, max((len(run) for run in re.findall("L+|R+", signs)), default=0))


FAMILY = script_family(
    name="sailing_turns",
    title="Left and right turns on a sailing trip",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=11,
    max_size=300,
)
