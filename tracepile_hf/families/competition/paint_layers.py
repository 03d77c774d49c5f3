"""Prefix sums: layers of paint on a fence after many strokes."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A fence has n boards, numbered from 1. Each of m strokes puts c layers of paint on every board from l to r.

Input

The first line contains n and m (1 <= n <= 300, 1 <= m <= 300). Each of the next m lines contains l, r and c (1 <= l
<= r <= n, 1 <= c <= 9).

Output

On the first line print the number of layers of every board. On the second line print the number of the first board
with the most layers and the number of boards without paint.

Example

Input:
    6 3
    2 4 1
    3 3 5
    4 6 2

Output:
    0 1 6 3 2 2
    3 1
"""

CODE = """
n, m = map(int, input().split())
diff = [0] * (n + 2)
for _ in range(m):
    l, r, c = map(int, input().split())
    diff[l] += c
    diff[r + 1] -= c
layers = []
cur = 0
for i in range(1, n + 1):
    cur += diff[i]
    layers.append(cur)
print(*layers)
print(layers.index(max(layers)) + 1, layers.count(0))
"""


def generate(random: Random, size: int) -> str:
    strokes = []
    for _ in range(max(1, size * 2 // 3)):
        first = random.randint(1, size)
        strokes.append((first, min(size, first + random.randint(0, size // 3)), random.randint(1, 9)))
    return lines((size, len(strokes)), *strokes)


def oracle(stdin: str) -> str:
    (n, _), *strokes = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    boards = [sum(coats for first, last, coats in strokes if first <= board <= last) for board in range(1, n + 1)]
    thickest = max(range(n), key=lambda board: (boards[board], -board))
    return lines(boards, (thickest + 1, sum(not coats for coats in boards)))


FAMILY = script_family(
    name="paint_layers",
    title="Layers of paint on a fence after many strokes",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=300,
)
