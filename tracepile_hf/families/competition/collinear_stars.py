"""Geometry: the most stars on a single straight line."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Stars are points of a plane. How many of them lie at most on a single straight line, how many different triples of
stars lie on a common line, and how many different directions have the lines through two stars?

Input

The first line contains the number of stars n (1 <= n <= 40). Each of the next n lines contains the coordinates of a
star (-50 <= x, y <= 50); all stars are different.

Output

Print the three numbers.

Example

Input:
    5
    0 0
    1 1
    3 3
    0 2
    2 0

Output:
    3 2 6
"""

CODE = """
from collections import Counter
from math import gcd


def direction(p, q):
    dx, dy = q[0] - p[0], q[1] - p[1]
    g = gcd(dx, dy)
    dx //= g
    dy //= g
    if dx < 0 or (dx == 0 and dy < 0):
        dx, dy = -dx, -dy
    return dx, dy


n = int(input())
stars = [tuple(map(int, input().split())) for _ in range(n)]
best = 1
triples = 0
directions = set()
for i in range(n):
    slopes = Counter(direction(stars[i], stars[j]) for j in range(i + 1, n))
    for c in slopes.values():
        best = max(best, c + 1)
        triples += c * (c - 1) // 2
    directions |= slopes.keys()
print(best, triples, len(directions))
"""


def generate(random: Random, size: int) -> str:
    count = random.randint(size, min(40, size + 1))
    reach = 1 + size // 4
    places = [(x, y) for x in range(reach + 1) for y in range(reach + 2)]
    return lines(count, *random.sample(places, count))


def oracle(stdin: str) -> str:
    n, *rest = map(int, stdin.split())
    stars = list(zip(rest[::2], rest[1::2], strict=True))
    found = set()
    for a, b, c in combinations(stars, 3):
        if a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]) == 0:  # a triangle without area
            found.add(frozenset((a, b, c)))
    most = min(n, 2)
    for one, other in combinations(stars, 2):
        most = max(most, 2 + sum(frozenset((one, other, third)) in found for third in stars))
    slopes = {Fraction(b[1] - a[1], b[0] - a[0]) if a[0] != b[0] else None for a, b in combinations(stars, 2)}
    return f"{most} {len(found)} {len(slopes)}"


FAMILY = script_family(
    name="collinear_stars",
    title="The most stars on a single straight line",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=40,
)
