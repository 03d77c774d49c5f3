"""Simulation: what a drawing turtle leaves on squared paper."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A turtle stands on a sheet of squared paper of 5 rows and 7 columns, on the square in the middle, with its pen down;
the squares where it stands with its pen down are coloured. The commands are: "go D K" (K squares in the direction D:
N, E, S or W; beyond the edge it comes back on the opposite side), "pen up", "pen down" and "home" (back to the
middle, the pen staying as it is, without colouring the squares between).

Input

The first line contains the number of commands n (1 <= n <= 60). Each of the next n lines contains a command (1 <= K
<= 9).

Output

Print the sheet, # for coloured squares and . for the others, and on the last line the number of coloured squares.

Example

Input:
    5
    go E 2
    pen up
    go N 1
    pen down
    go W 3

Output:
    .......
    ..####.
    ...###.
    .......
    .......
    7
"""

CODE = """
n = int(input())
sheet = [["."] * 7 for _ in range(5)]
r, c, down = 2, 3, True
sheet[r][c] = "#"
MOVES = {"N": (-1, 0), "E": (0, 1), "S": (1, 0), "W": (0, -1)}
for _ in range(n):
    match input().split():
        case ["go", d, k]:
            dr, dc = MOVES[d]
            for _ in range(int(k)):
                r, c = (r + dr) % 5, (c + dc) % 7
                if down:
                    sheet[r][c] = "#"
        case ["pen", state]:
            down = state == "down"
        case ["home"]:
            r, c = 2, 3
    if down:
        sheet[r][c] = "#"
for row in sheet:
    print("".join(row))
print(sum(row.count("#") for row in sheet))
"""


def generate(random: Random, size: int) -> str:
    commands = []
    for _ in range(size):
        kind = random.choice(("go", "go", "go", "pen up", "pen down", "home"))
        commands.append(f"go {random.choice('NESW')} {random.randint(1, 5)}" if kind == "go" else kind)
    return lines(size, *commands)


def oracle(stdin: str) -> str:
    places, down = [(2, 3)], True
    coloured = {(2, 3)}
    for command in stdin.splitlines()[1:]:
        words = command.split()
        down = {"up": False, "down": True}.get(words[-1], down)
        row, column = places[-1]
        if words[0] == "go":
            step = {"N": (4, 0), "E": (0, 1), "S": (1, 0), "W": (0, 6)}[words[1]]
            places = [((row + step[0] * k) % 5, (column + step[1] * k) % 7) for k in range(1, int(words[2]) + 1)]
        else:
            places = [(2, 3) if words[0] == "home" else (row, column)]
        coloured |= set(places if down else ())
    sheet = ["".join("#" if (row, column) in coloured else "." for column in range(7)) for row in range(5)]
    return lines(*sheet, len(coloured))


FAMILY = script_family(
    name="turtle_tape",
    title="What a drawing turtle leaves on squared paper",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=60,
)
