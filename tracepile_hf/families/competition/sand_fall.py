"""Simulation: sand that falls through a frame with ledges."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A frame of h rows and w columns holds grains of sand (o) and fixed ledges (#); the rest is air (.). All sand falls
straight down until it lies on the floor, on a ledge or on other sand.

Input

The first line contains h and w (1 <= h, w <= 25). Each of the next h lines contains w characters.

Output

Print the frame after the fall, and then the total number of cells by which all grains together have fallen.

Example

Input:
    4 5
    o.oo.
    .#...
    o...o
    ..#..

Output:
    .....
    .#...
    o.o..
    o.#oo
    9
"""

CODE = """
h, w = map(int, input().split())
frame = [list(input()) for _ in range(h)]
total = 0
for c in range(w):
    floor = h - 1
    for r in range(h - 1, -1, -1):
        if frame[r][c] == "#":
            floor = r - 1
        elif frame[r][c] == "o":
            frame[r][c] = "."
            frame[floor][c] = "o"
            total += floor - r
            floor -= 1
for row in frame:
    print("".join(row))
print(total)
"""


def generate(random: Random, size: int) -> str:
    width = min(25, size + 1)
    return lines((size, width), *("".join(random.choices("oo..#.", k=width)) for _ in range(size)))


def oracle(stdin: str) -> str:
    """Turn the frame on its side and sort each stretch between two ledges."""
    _, *rows = stdin.splitlines()
    columns = ["".join(column) for column in zip(*rows, strict=True)]
    fallen = ["#".join("".join(sorted(part)) for part in column.split("#")) for column in columns]
    depth = [sum(r for column in state for r, sign in enumerate(column) if sign == "o") for state in (columns, fallen)]
    return lines(*("".join(row) for row in zip(*fallen, strict=True)), depth[1] - depth[0])


FAMILY = script_family(
    name="sand_fall",
    title="Sand that falls through a frame with ledges",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=25,
)
