"""Geometry: a rope around a group of trees."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A rope is stretched around trees that stand on points of the integer grid. Which trees does it bend around?

Input

The first line contains the number of trees n (3 <= n <= 100). Each of the next n lines contains the coordinates of a
tree (-100 <= x, y <= 100). No two trees are at the same place, and not all trees are on one line.

Output

Print the number of trees at which the rope bends, and then these trees, one in each line, counter-clockwise and
beginning with the leftmost (the lowest of these if there are several).

Example

Input:
    6
    0 0
    4 0
    2 1
    4 4
    0 4
    2 0

Output:
    4
    0 0
    4 0
    4 4
    0 4
"""

CODE = """
def cross(o, a, b):
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def half(points):
    chain = []
    for p in points:
        while len(chain) > 1 and cross(chain[-2], chain[-1], p) <= 0:
            chain.pop()
        chain.append(p)
    return chain[:-1]


n = int(input())
pts = sorted(tuple(map(int, input().split())) for _ in range(n))
hull = half(pts) + half(pts[::-1])
print(len(hull))
for x, y in hull:
    print(x, y)
"""


def generate(random: Random, size: int) -> str:
    count = max(3, size)
    reach = min(100, 4 + count)
    while True:
        trees = {(random.randint(-reach, reach), random.randint(-reach, reach)): None for _ in range(count)}
        spots = list(trees)
        straight = all(
            (spots[1][0] - spots[0][0]) * (y - spots[0][1]) == (spots[1][1] - spots[0][1]) * (x - spots[0][0])
            for x, y in spots[1:]
        )
        if len(spots) == count and not straight:
            return lines(count, *spots)


def oracle(stdin: str) -> str:
    """From each bend the next one has all other trees on its left (and is the farthest of those in line)."""
    _, *rest = map(int, stdin.split())
    trees = list(zip(rest[::2], rest[1::2], strict=True))
    bends = [min(trees)]
    while len(bends) == 1 or bends[-1] != bends[0]:
        x, y = bends[-1]
        ahead = [
            (p, q)
            for p, q in trees
            if (p, q) != (x, y) and all((p - x) * (b - y) >= (q - y) * (a - x) for a, b in trees)
        ]
        bends.append(max(ahead, key=lambda tree: (tree[0] - x) ** 2 + (tree[1] - y) ** 2))
    return lines(len(bends) - 1, *bends[:-1])


FAMILY = script_family(
    name="rope_hull",
    title="A rope around a group of trees",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=100,
)
