"""Simulation: a sweeping robot in a room with walls."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A robot sweeps a room of h rows and w columns. It starts in the upper left cell, facing right. Command F moves it one
cell forward, unless a wall (#) or the edge of the room is in the way; L and R turn it by 90 degrees to the left or
right. A command may have a number in front: 3F means F three times.

Input

The first line contains h and w (1 <= h, w <= 20). Each of the next h lines contains w characters, # or . (the upper
left cell is free). The last line contains the commands separated by spaces (at most 300, numbers from 2 to 9).

Output

Print the robot's row and column (from 1), the direction it faces (N, E, S or W), and the number of cells it has been
in.

Example

Input:
    3 4
    ..#.
    ....
    #...
    2F R F L 5F

Output:
    2 4 E 5
"""

CODE = """
h, w = map(int, input().split())
room = [input() for _ in range(h)]
NAMES = "NESW"
DR = [-1, 0, 1, 0]
DC = [0, 1, 0, -1]
r = c = 0
d = 1
seen = {(0, 0)}
for cmd in input().split():
    times = int(cmd[:-1]) if len(cmd) > 1 else 1
    for _ in range(times):
        if cmd[-1] == "L":
            d = (d - 1) % 4
        elif cmd[-1] == "R":
            d = (d + 1) % 4
        else:
            a, b = r + DR[d], c + DC[d]
            if 0 <= a < h and 0 <= b < w and room[a][b] != "#":
                r, c = a, b
                seen.add((r, c))
print(r + 1, c + 1, NAMES[d], len(seen))
"""


def generate(random: Random, size: int) -> str:
    height, width = random.randint(3, 5), random.randint(3, 6)
    rows = [[random.choice("....#") for _ in range(width)] for _ in range(height)]
    rows[0][0] = rows[0][1] = rows[1][0] = "."
    commands = random.choices(("F", "2F", "3F", "R", "L", "F", "R"), k=size)
    return lines((height, width), *("".join(row) for row in rows), commands)


def oracle(stdin: str) -> str:
    head, *rows, commands = stdin.splitlines()
    height, width = map(int, head.split())
    free = {complex(j, -i) for i in range(height) for j in range(width) if rows[i][j] == "."}
    place, heading = 0j, 1 + 0j
    visited = {place}
    for command in commands.split():
        for sign in command[-1] * int(command[:-1] or 1):
            heading *= {"L": 1j, "R": -1j}.get(sign, 1)
            if sign == "F" and place + heading in free:
                place += heading
                visited.add(place)
    facing = {1j: "N", 1: "E", -1j: "S", -1: "W"}[heading]
    return f"{1 - int(place.imag)} {1 + int(place.real)} {facing} {len(visited)}"


FAMILY = script_family(
    name="robot_sweeper",
    title="A sweeping robot in a room with walls",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=300,
)
