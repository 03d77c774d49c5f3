"""Jarvis march (CLRS): wrap the hull from corner to corner."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._planes import corners_of_hull, scattered_points
from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Given distinct points in the plane, not all on one line, walk around their convex hull: from the leftmost point (the
lower one if two are leftmost) go again and again to the point that has no other point on its right-hand side, the
furthest of several in line. Return the corners in the order visited.
"""

CODE = """
def side(o, a, b):
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def distance(a, b):
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def jarvis_march(points):
    start = min(points)
    hull = []
    corner = start
    while True:
        hull.append(corner)
        candidate = points[0] if points[0] != corner else points[1]
        for point in points:
            turn = side(corner, candidate, point)
            if turn < 0:
                candidate = point
            elif turn == 0 and distance(corner, point) > distance(corner, candidate):
                candidate = point
        corner = candidate
        if corner == start:
            return hull
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return (scattered_points(random, size + 1, 4 + size),)


def oracle(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return corners_of_hull(points, min(points))


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (result,)


FAMILY = function_family(
    name="jarvis_march",
    title="Convex hull (Jarvis march)",
    statement=STATEMENT,
    code=CODE,
    entry_point="jarvis_march",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=30,
    invert=Inverse(
        "where there is no point but the corners of the hull, the march goes round the same corners",
        ("len(result)",),
        invert,
    ),
)
