"""Constructive: numbering seats in a spiral."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
The seats of a hall with h rows and w columns are numbered along a spiral: from the upper left corner to the right,
then down, to the left, up, and so on inwards. The first seat gets the number f, and each further one a number greater
by s.

Input

The only line contains h, w, f, s and q (1 <= h, w <= 30, 1 <= f <= 100, 1 <= s <= 9, 1 <= q <= h * w).

Output

Print the table of seat numbers, then the row and the column of the q-th seat along the spiral.

Example

Input:
    3 4 1 1 7

Output:
    1 2 3 4
    10 11 12 5
    9 8 7 6
    3 3
"""

CODE = """
h, w, f, s, q = map(int, input().split())
grid = [[0] * w for _ in range(h)]
i = j = 0
di, dj = 0, 1
for k in range(1, h * w + 1):
    grid[i][j] = f
    f += s
    if k == q:
        place = i + 1, j + 1
    a, b = i + di, j + dj
    if not (0 <= a < h and 0 <= b < w) or grid[a][b]:
        di, dj = dj, -di
        a, b = i + di, j + dj
    i, j = a, b
for row in grid:
    print(*row)
print(*place)
"""


def generate(random: Random, size: int) -> str:
    height = random.randint(max(1, size - 2), min(30, size + 1))
    width = random.randint(max(1, size - 1), min(30, size + 2))
    first, step = random.randint(1, 20), random.randint(1, 5)
    return lines((height, width, first, step, random.randint(1, height * width)))


def oracle(stdin: str) -> str:
    height, width, first, step, asked = map(int, stdin.split())
    cells = [[(i, j) for j in range(width)] for i in range(height)]
    order = []
    while cells:  # take the upper row off and turn the rest
        order += cells[0]
        cells = [list(column) for column in zip(*cells[1:], strict=True)][::-1]
    numbers = {cell: first + step * place for place, cell in enumerate(order)}
    table = [[numbers[i, j] for j in range(width)] for i in range(height)]
    return lines(*table, [index + 1 for index in order[asked - 1]])


FAMILY = script_family(
    name="spiral_seats",
    title="Numbering seats in a spiral",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=30,
)
