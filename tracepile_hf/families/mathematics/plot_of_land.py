"""Area of a polygon with the shoelace formula, against counting grid points (Pick's theorem)."""

from __future__ import annotations

from math import atan2, gcd
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """The corners of a plot of land, walking once around it, are at the points $points_text of a map with a unit of
    one metre. What is the area of the plot in square metres?""",
    """A polygon has the vertices $points_text, in this order. Find its area.""",
    """On squared paper $name draws the polygon with the corners $points_text one after the other. How many unit
    squares does its area amount to?""",
)

CODE = """
def solution():
    corners = $points
    doubled_area = 0
    for i in range(len(corners)):
        x1, y1 = corners[i]
        x2, y2 = corners[(i + 1) % len(corners)]
        doubled_area += x1 * y2 - x2 * y1
    return abs(doubled_area) / 2
"""


def generate(random: Random, size: int) -> dict[str, object]:
    count = max(3, size)
    while True:
        points = {(random.randint(-9, 9), random.randint(-9, 9)) for _ in range(count)} - {(0, 0)}
        directions = {(x // gcd(x, y), y // gcd(x, y)) for x, y in points}
        corners = sorted(points, key=lambda point: atan2(point[1], point[0]))
        turns = zip(corners, [*corners[1:], corners[0]], strict=True)
        if len(directions) == len(points) == count and all(a[0] * b[1] > a[1] * b[0] for a, b in turns):
            return {**person(random), "points": corners, "points_text": listing(corners)}


def oracle(points: list[tuple[int, int]]) -> float:
    """The polygon is star-shaped around (0, 0), so a point is inside if it is inside one of the triangles at (0, 0)."""
    edges = [*zip(points, [*points[1:], points[0]], strict=True)]
    border = sum(gcd(b[0] - a[0], b[1] - a[1]) for a, b in edges)
    covered = sum(any(_covers(a, b, (x, y)) for a, b in edges) for x in range(-9, 10) for y in range(-9, 10))
    inside = covered - border
    return inside + border / 2 - 1


def _covers(a: tuple[int, int], b: tuple[int, int], point: tuple[int, int]) -> bool:
    """Whether the point is in the triangle (0, 0), a, b, which turns left, or on its border."""
    x, y = point
    from_edge = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])
    return a[0] * y - a[1] * x >= 0 and b[1] * x - b[0] * y >= 0 and from_edge >= 0


FAMILY = template_family(
    name="plot_of_land",
    title="The area of a polygon from its corners",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=16,
)
