"""Graphs: counting tide pools on a beach map."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
On the map of a beach ~ is water and . is sand. A tide pool is a group of water cells that hang together by their
sides; a group that touches the border of the map is part of the sea and no pool.

Input

The first line contains h and w (1 <= h, w <= 30). Each of the next h lines contains w characters.

Output

Print the number of pools, the number of cells of the largest pool (0 if there is none) and the number of cells that
belong to the sea.

Example

Input:
    4 6
    ..~...
    .~.~~.
    .~....
    ....~.

Output:
    2 2 2
"""

CODE = r"""
import sys


def main():
    h, w = map(int, input().split())
    g = [list(input()) for _ in range(h)]

    def fill(i, j):
        stack = [(i, j)]
        g[i][j] = "."
        size, sea = 0, False
        while stack:
            x, y = stack.pop()
            size += 1
            if x in (0, h - 1) or y in (0, w - 1):
                sea = True
            for dx, dy in (0, 1), (1, 0), (0, -1), (-1, 0):
                a, b = x + dx, y + dy
                if 0 <= a < h and 0 <= b < w and g[a][b] == "~":
                    g[a][b] = "."
                    stack.append((a, b))
        return size, sea

    pools = largest = ocean = 0
    for i in range(h):
        for j in range(w):
            if g[i][j] == "~":
                size, sea = fill(i, j)
                if sea:
                    ocean += size
                else:
                    pools += 1
                    largest = max(largest, size)
    sys.stdout.write(f"{pools} {largest} {ocean}\n")


main()
"""


def generate(random: Random, size: int) -> str:
    width = min(30, size + 1)
    share = random.choice((0.25, 0.4))
    rows = []
    for row in range(size):
        inside = 0 < row < size - 1
        rows.append(
            "".join(
                "~" if random.random() < (share if inside and 0 < column < width - 1 else share / 3) else "."
                for column in range(width)
            )
        )
    return lines((size, width), *rows)


def oracle(stdin: str) -> str:
    _, *rows = stdin.splitlines()
    height, width = len(rows), len(rows[0])
    cells = [(i, j) for i in range(height) for j in range(width) if rows[i][j] == "~"]
    label = {cell: number for number, cell in enumerate(cells)}
    changed = True
    while changed:  # the smallest label spreads over each group
        changed = False
        for i, j in cells:
            low = min(label.get(cell, label[i, j]) for cell in ((i, j), (i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)))
            changed |= low != label[i, j]
            label[i, j] = low
    wet = {label[i, j] for i, j in cells if i in (0, height - 1) or j in (0, width - 1)}
    groups = [list(label.values()).count(number) for number in set(label.values()) - wet]
    return f"{len(groups)} {max(groups, default=0)} {sum(number in wet for number in label.values())}"


FAMILY = script_family(
    name="tide_pools",
    title="Counting tide pools on a beach map",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=30,
)
