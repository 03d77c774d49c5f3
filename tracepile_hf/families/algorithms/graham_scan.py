"""Graham scan (CLRS): the convex hull by sorting around the lowest point."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._planes import corners_of_hull, scattered_points
from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Given distinct points in the plane, not all on one line, return the corners of their convex hull in counter-clockwise
order, starting with the lowest point (the leftmost of the lowest). Points on an edge of the hull that are not corners
are left out.
"""

CODE = """
from functools import cmp_to_key


def cross(o, a, b):
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def graham_scan(points):
    start = min(points, key=lambda p: (p[1], p[0]))

    def by_angle(a, b):
        turn = cross(start, a, b)
        if turn != 0:
            return -turn
        return abs(a[0] - start[0]) + a[1] - abs(b[0] - start[0]) - b[1]

    others = [p for p in points if p != start]
    others.sort(key=cmp_to_key(by_angle))
    hull = [start]
    for point in others:
        while len(hull) > 1 and cross(hull[-2], hull[-1], point) <= 0:
            hull.pop()
        hull.append(point)
    return hull
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return (scattered_points(random, size + 2, 5 + size),)


def oracle(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return corners_of_hull(points, min(points, key=lambda p: (p[1], p[0])))


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (result,)


FAMILY = function_family(
    name="graham_scan",
    title="Convex hull (Graham scan)",
    statement=STATEMENT,
    code=CODE,
    entry_point="graham_scan",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
    invert=Inverse(
        "the corners of a convex polygon, and no other points, have just these corners as their hull",
        ("len(result)",),
        invert,
    ),
)
