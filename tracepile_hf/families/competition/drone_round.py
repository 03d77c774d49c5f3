"""Geometry: where a drone ends up after turning and flying."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A drone starts at the point (0, 0), looking to the east. It understands: "f K" (fly K metres forward), "l" and "r"
(turn left or right by 90 degrees), "b" (turn round) and "m" (remember this point). All distances are counted along
streets that run north-south and east-west.

Input

The first line contains the number of commands n (1 <= n <= 200). Each of the next n lines contains a command (1 <= K
<= 50).

Output

Print the coordinates x and y of the last point, the distance from there to the start, and the distance to the point
remembered last (the start, if none was).

Example

Input:
    6
    f 4
    l
    f 3
    m
    b
    f 5

Output:
    4 -2 6 5
"""

CODE = """
TURN = {"l": 1j, "r": -1j, "b": -1}


def streets(z):
    return int(abs(z.real) + abs(z.imag))


pos = mark = 0j
facing = 1 + 0j
for _ in range(int(input())):
    cmd = input().split()
    if cmd[0] == "f":
        pos += facing * int(cmd[1])
    elif cmd[0] == "m":
        mark = pos
    else:
        facing *= TURN[cmd[0]]
print(int(pos.real), int(pos.imag), streets(pos), streets(pos - mark))
"""


def generate(random: Random, size: int) -> str:
    commands = []
    for _ in range(size):
        command = random.choice("ffflrbm")
        commands.append(f"f {random.randint(1, 12)}" if command == "f" else command)
    return lines(size, *commands)


def oracle(stdin: str) -> str:
    here, marked, compass = (0, 0), (0, 0), "ENWS"
    for command in stdin.splitlines()[1:]:
        quarter = {"l": 1, "b": 2, "r": 3}.get(command, 0)
        compass = compass[quarter:] + compass[:quarter]
        if command == "m":
            marked = here
        elif command.startswith("f"):
            metres = int(command.split()[1])
            east, north = (compass[0] == "E") - (compass[0] == "W"), (compass[0] == "N") - (compass[0] == "S")
            here = (here[0] + metres * east, here[1] + metres * north)
    home = abs(here[0]) + abs(here[1])
    back = abs(here[0] - marked[0]) + abs(here[1] - marked[1])
    return f"{here[0]} {here[1]} {home} {back}"


FAMILY = script_family(
    name="drone_round",
    title="Where a drone ends up after turning and flying",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=200,
)
