"""Points in the plane from which the geometry families draw their inputs, and a slow, sure convex hull."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random

Point = tuple[int, int]


def scattered_points(random: Random, count: int, side: int) -> list[Point]:
    """Distinct points with coordinates from 0 to `side`, at least three of them, not all on one line."""
    grid = [(x, y) for x in range(side + 1) for y in range(side + 1)]
    while True:
        points = random.sample(grid, max(count, 3))
        if any(_doubled_area(a, b, c) for a, b, c in combinations(points[:8], 3)):
            return points


def corners_of_hull(points: list[Point], first: Point) -> list[Point]:
    """The corners counter-clockwise from `first`, by trying every pair as an edge with all points on its left."""
    following = {}
    for a, b in permutations(points, 2):
        areas = [(_doubled_area(a, b, c), c) for c in points]
        if all(area >= 0 and (area > 0 or _within(a, b, c)) for area, c in areas):
            following[a] = b
    corners = [first]
    while following[corners[-1]] != first:
        corners.append(following[corners[-1]])
    return corners


def _doubled_area(a: Point, b: Point, c: Point) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _within(a: Point, b: Point, c: Point) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])
