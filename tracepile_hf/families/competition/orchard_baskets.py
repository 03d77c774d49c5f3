"""Prefix sums: apples in rectangles of an orchard."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Trees stand in an orchard of h rows and w columns; for each tree the number of apples is known. A basket collects all
apples of a rectangle of trees.

Input

The first line contains h, w and q (1 <= h, w <= 40, 1 <= q <= 100). Each of the next h lines contains w numbers from
0 to 9. Each of the next q lines contains r1, c1, r2, c2: the first and the last row and column of a rectangle,
counted from 1.

Output

For each rectangle print the number of apples in it. On a last line print the number of the rectangle with the most
apples (the first of them).

Example

Input:
    3 4 2
    1 0 2 5
    3 1 1 0
    0 4 2 2
    1 1 2 3
    2 2 3 4

Output:
    8
    10
    2
"""

CODE = r"""
import sys

input = sys.stdin.readline
h, w, q = map(int, input().split())
p = [[0] * (w + 1)]
for i in range(h):
    row = list(map(int, input().split()))
    cur = [0]
    for j in range(w):
        cur.append(cur[j] + p[i][j + 1] - p[i][j] + row[j])
    p.append(cur)
got = []
for _ in range(q):
    r1, c1, r2, c2 = map(int, input().split())
    got.append(p[r2][c2] - p[r1 - 1][c2] - p[r2][c1 - 1] + p[r1 - 1][c1 - 1])
print("\n".join(map(str, got)))
print(got.index(max(got)) + 1)
"""


def generate(random: Random, size: int) -> str:
    height, width = size, max(1, size + random.randint(-1, 1)) if size < 40 else 40
    trees = [[random.randint(0, 9) for _ in range(width)] for _ in range(height)]
    rectangles = []
    for _ in range(size):
        top, bottom = sorted(random.choices(range(1, height + 1), k=2))
        left, right = sorted(random.choices(range(1, width + 1), k=2))
        rectangles.append((top, left, bottom, right))
    return lines((height, width, size), *trees, *rectangles)


def oracle(stdin: str) -> str:
    (height, _, _), *rows = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    trees, rectangles = rows[:height], rows[height:]
    apples = [sum(sum(row[left - 1 : right]) for row in trees[top - 1 : low]) for top, left, low, right in rectangles]
    return lines(*apples, 1 + apples.index(max(apples)))


FAMILY = script_family(
    name="orchard_baskets",
    title="Apples in rectangles of an orchard",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=40,
)
