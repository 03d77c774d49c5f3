"""Ray casting: which points lie in a polygon without horizontal ambiguities."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
A polygon is given by its corners in order; all corners have even coordinates, and the points to be tested have odd
ones. A ray from the point to the right crosses the border an odd number of times if the point is inside. Return for
each point the number of crossings, and the list of the points inside.
"""

CODE = """
def points_inside(corners, points):
    counts = []
    inside = []
    for px, py in points:
        crossings = 0
        for i in range(len(corners)):
            (ax, ay), (bx, by) = corners[i - 1], corners[i]
            if (ay > py) == (by > py):
                continue
            side = (bx - ax) * (py - ay) - (px - ax) * (by - ay)
            if (side > 0) == (by > ay):
                crossings += 1
        counts.append(crossings)
        if crossings % 2 == 1:
            inside.append((px, py))
    return counts, inside
"""


Point = tuple[int, int]


def generate(random: Random, size: int) -> tuple[object, ...]:
    while True:
        corners = random.sample([(x, y) for x in range(0, 17, 4) for y in range(0, 17, 4)], random.randint(4, 5))
        points = random.sample([(x, y) for x in range(1, 17, 2) for y in range(1, 17, 2)], size + 1)
        if not any(_on_border(corners, point) for point in points):
            return corners, points


def _on_border(corners: list[Point], point: Point) -> bool:
    (px, py), pairs = point, list(zip(corners, corners[1:] + corners[:1], strict=True))
    return any((bx - ax) * (py - ay) == (px - ax) * (by - ay) for (ax, ay), (bx, by) in pairs)


def oracle(corners: list[Point], points: list[Point]) -> tuple[list[int], list[Point]]:
    def crossings(point: Point) -> int:
        """The places where the border meets the height of the point, to the right of it."""
        (px, py), places = point, []
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            if min(ay, by) < py < max(ay, by):
                places.append(ax + Fraction((bx - ax) * (py - ay), by - ay))
        return sum(place > px for place in places)

    counts = [crossings(point) for point in points]
    return counts, [point for point, count in zip(points, counts, strict=True) if count % 2]


FAMILY = function_family(
    name="point_in_polygon",
    title="Which points lie inside?",
    statement=STATEMENT,
    code=CODE,
    entry_point="points_inside",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=12,
)
