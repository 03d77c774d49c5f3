"""Closest pair by a sweep over the points sorted by x."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
The points are swept from left to right. Each is compared with those before it that lie no further to the left of it,
measured in x, than the smallest distance found so far (with all before it, as long as none is known). Return the
square of the smallest distance between two of the points and the number of pairs that were compared.
"""

CODE = """
def closest_pair(points):
    ordered = sorted(points)
    best = None
    compared = 0
    first = 0
    for i in range(1, len(ordered)):
        x, y = ordered[i]
        while best is not None and (x - ordered[first][0]) ** 2 > best:
            first += 1
        for j in range(first, i):
            compared += 1
            distance = (x - ordered[j][0]) ** 2 + (y - ordered[j][1]) ** 2
            if best is None or distance < best:
                best = distance
    return best, compared
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    grid = [(x, y) for x in range(3 * size + 3) for y in range(3 * size + 3)]
    return (random.sample(grid, size + 1),)


def oracle(points: list[tuple[int, int]]) -> tuple[int, int]:
    def squared(a: tuple[int, int], b: tuple[int, int]) -> int:
        return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2

    ordered = sorted(points)
    compared = 1
    for i in range(2, len(ordered)):
        known = min(squared(a, b) for a, b in combinations(ordered[:i], 2))
        compared += sum((ordered[i][0] - x) ** 2 <= known for x, _ in ordered[:i])
    return min(squared(a, b) for a, b in combinations(points, 2)), compared


FAMILY = function_family(
    name="closest_pair",
    title="Closest pair of points",
    statement=STATEMENT,
    code=CODE,
    entry_point="closest_pair",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
)
