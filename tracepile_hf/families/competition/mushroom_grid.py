"""Dynamic programming: the richest way through a forest."""

from __future__ import annotations

from collections import Counter
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A forest is a grid of h rows and w columns. Some cells are swamp (#), the others hold 0 to 9 mushrooms. A walk starts
in the upper left cell and goes one cell right or down at a time to the lower right cell, picking all mushrooms on its
way. Start and goal are never swamp.

Input

The first line contains h and w (1 <= h, w <= 40). Each of the next h lines contains w characters, digits or #.

Output

Print the greatest number of mushrooms and the number of different walks that pick so many, or LOST if no walk exists.

Example

Input:
    3 4
    1204
    3#51
    0290

Output:
    17 1
"""

CODE = """
import sys

input = sys.stdin.readline


def main():
    h, w = map(int, input().split())
    g = [input().strip() for _ in range(h)]
    best = [[-1] * w for _ in range(h)]
    ways = [[0] * w for _ in range(h)]
    best[0][0] = int(g[0][0])
    ways[0][0] = 1
    for i in range(h):
        for j in range(w):
            if g[i][j] == "#" or i == j == 0:
                continue
            for a, b in ((i - 1, j), (i, j - 1)):
                if a < 0 or b < 0 or best[a][b] < 0:
                    continue
                cand = best[a][b] + int(g[i][j])
                if cand > best[i][j]:
                    best[i][j] = cand
                    ways[i][j] = ways[a][b]
                elif cand == best[i][j]:
                    ways[i][j] += ways[a][b]
    if best[-1][-1] < 0:
        print("LOST")
    else:
        print(best[-1][-1], ways[-1][-1])


main()
"""


def generate(random: Random, size: int) -> str:
    height, width = size, max(1, size - random.randint(0, 1))
    cells = [[random.choice("0012359#") for _ in range(width)] for _ in range(height)]
    if random.random() < 0.8:  # keep one walk open
        down = [*sorted(random.choices(range(width), k=height - 1)), width - 1]
        left = 0
        for row, right in enumerate(down):
            for column in range(left, right + 1):
                cells[row][column] = random.choice("01234")
            left = right
    cells[0][0] = random.choice("0123")
    cells[-1][-1] = random.choice("0123")
    return lines((height, width), *("".join(row) for row in cells))


def oracle(stdin: str) -> str:
    _, *rows = stdin.splitlines()
    height, width = len(rows), len(rows[0])
    harvests = {0: Counter([int(rows[0][0])])}  # by column, along one diagonal: harvest -> number of walks
    for diagonal in range(1, height + width - 1):
        after: dict[int, Counter[int]] = {}
        for column, walks in harvests.items():
            for right in {column, column + 1}:
                row = diagonal - right
                if right < width and row < height and rows[row][right] != "#":
                    counts = after.setdefault(right, Counter())
                    for harvest, count in walks.items():
                        counts[harvest + int(rows[row][right])] += count
        harvests = after
    if not harvests:
        return "LOST"
    most = max(harvests[width - 1])
    return f"{most} {harvests[width - 1][most]}"


FAMILY = script_family(
    name="mushroom_grid",
    title="The richest way through a forest",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=40,
)
