"""Shoelace formula with the running sum and the direction of the walk."""

from __future__ import annotations

from math import atan2
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
The corners of a simple polygon with whole-number coordinates are given in order. Return twice its area, the direction
of the walk along the corners ('left' for counter-clockwise, 'right' for clockwise), and the number of grid points on
its border.
"""

CODE = """
from math import gcd


def describe_polygon(corners):
    total = 0
    border = 0
    x0, y0 = corners[-1]
    for x1, y1 in corners:
        total += x0 * y1 - x1 * y0
        border += gcd(abs(x1 - x0), abs(y1 - y0))
        x0, y0 = x1, y1
    direction = "left" if total > 0 else "right"
    return abs(total), direction, border
"""


Point = tuple[int, int]


def generate(random: Random, size: int) -> tuple[object, ...]:
    """A star-shaped polygon: corners in different directions around the origin, with the origin strictly inside."""
    while True:
        points = [(random.randint(-9, 9), random.randint(-9, 9)) for _ in range(3 * size + 6)]
        ways = {round(atan2(y, x), 9): (x, y) for x, y in points if (x, y) != (0, 0)}
        chosen = sorted(random.sample(sorted(ways), min(len(ways), size + 3)))
        gaps = [b - a for a, b in zip(chosen, [*chosen[1:], chosen[0] + 6.283185307], strict=True)]
        if max(gaps) < 3.1:
            break
    shift = random.randint(0, 5)
    corners = [(ways[way][0] + shift, ways[way][1] + shift) for way in chosen]
    return (corners[::-1] if random.random() < 0.5 else corners,)


def oracle(corners: list[Point]) -> tuple[int, str, int]:
    # Triangles from the first corner, and the border counted point by point.
    (ox, oy), pairs = corners[0], list(zip(corners, corners[1:] + corners[:1], strict=True))
    turns = [(ax - ox) * (by - oy) - (ay - oy) * (bx - ox) for (ax, ay), (bx, by) in pairs]
    border = set()
    for (ax, ay), (bx, by) in pairs:
        for x in range(min(ax, bx), max(ax, bx) + 1):
            for y in range(min(ay, by), max(ay, by) + 1):
                if (x - ax) * (by - ay) == (y - ay) * (bx - ax):
                    border.add((x, y))
    return abs(sum(turns)), "left" if sum(turns) > 0 else "right", len(border)


FAMILY = function_family(
    name="polygon_area",
    title="Area of a polygon",
    statement=STATEMENT,
    code=CODE,
    entry_point="describe_polygon",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=60,
)
