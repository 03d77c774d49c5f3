"""Geometry: the two wells that are closest to each other."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Wells lie on points of a plane. Find the two wells with the smallest distance.

Input

The first line contains the number of wells n (2 <= n <= 100). Each of the next n lines contains the coordinates of a
well (-1000 <= x, y <= 1000); all wells are different.

Output

Print the numbers of the two wells (the pair that comes first if pairs are ordered by their first, then by their
second number) and the square of their distance.

Example

Input:
    4
    0 0
    7 1
    3 4
    6 3

Output:
    2 4 5
"""

CODE = """
from itertools import combinations


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def dist2(self, other):
        dx = self.x - other.x
        dy = self.y - other.y
        return dx * dx + dy * dy


n = int(input())
wells = [Point(*map(int, input().split())) for _ in range(n)]
best = None
for (i, p), (j, q) in combinations(enumerate(wells, 1), 2):
    d = p.dist2(q)
    if best is None or d < best:
        best, pair = d, (i, j)
print(*pair, best)
"""


def generate(random: Random, size: int) -> str:
    count = max(2, size)
    span = range(-3 * count, 3 * count + 1)
    wells: dict[tuple[int, int], None] = {}
    while len(wells) < count:
        wells[random.choice(span), random.choice(span)] = None
    return lines(count, *wells)


def oracle(stdin: str) -> str:
    _, *rest = map(int, stdin.split())
    wells = [complex(x, y) for x, y in zip(rest[::2], rest[1::2], strict=True)]
    distances = {(i + 1, j + 1): round(abs(wells[i] - wells[j]) ** 2) for j in range(len(wells)) for i in range(j)}
    pair = min(sorted(distances), key=lambda pair: distances[pair])
    return f"{pair[0]} {pair[1]} {distances[pair]}"


FAMILY = script_family(
    name="closest_wells",
    title="The two wells that are closest to each other",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=100,
)
