"""Segment intersection (CLRS): orientation tests on pairs of segments."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Segments are given by their two end points. Return the list of all pairs (i, j) with i < j of segments that have at
least one point in common; touching counts.
"""

CODE = """
def orientation(p, q, r):
    turn = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    return (turn > 0) - (turn < 0)


def on_segment(p, q, r):
    return min(p[0], q[0]) <= r[0] <= max(p[0], q[0]) and min(p[1], q[1]) <= r[1] <= max(p[1], q[1])


def intersect(p, q, r, s):
    turns = (orientation(p, q, r), orientation(p, q, s), orientation(r, s, p), orientation(r, s, q))
    if turns[0] != turns[1] and turns[2] != turns[3]:
        return True
    ends = ((p, q, r), (p, q, s), (r, s, p), (r, s, q))
    return any(turn == 0 and on_segment(*points) for turn, points in zip(turns, ends))


def crossing_pairs(segments):
    pairs = []
    for j in range(len(segments)):
        for i in range(j):
            if intersect(*segments[i], *segments[j]):
                pairs.append((i, j))
    return sorted(pairs)
"""


Point = tuple[int, int]


def generate(random: Random, size: int) -> tuple[object, ...]:
    segments: list[tuple[Point, Point]] = []
    while len(segments) < size + 1:
        ends = (random.randint(0, 8), random.randint(0, 8)), (random.randint(0, 8), random.randint(0, 8))
        if ends[0] != ends[1]:
            segments.append(ends)
    return (segments,)


def oracle(segments: list[tuple[Point, Point]]) -> list[tuple[int, int]]:
    return [(i, j) for i, j in combinations(range(len(segments)), 2) if _meet(segments[i], segments[j])]


def _meet(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    """Solve p + t (q - p) = r + u (s - r) with 0 <= t, u <= 1; parallel ones by projecting onto the common line."""
    (px, py), (qx, qy) = first
    (rx, ry), (sx, sy) = second
    dx, dy, ex, ey = qx - px, qy - py, sx - rx, sy - ry
    determinant = ex * dy - dx * ey
    if determinant:
        t = Fraction(ex * (ry - py) - ey * (rx - px), determinant)
        u = Fraction(dx * (ry - py) - dy * (rx - px), determinant)
        return 0 <= t <= 1 and 0 <= u <= 1
    if dx * (ry - py) != dy * (rx - px):
        return False
    places = sorted([dx * (x - px) + dy * (y - py) for x, y in (point)] for point in (first, second))
    return max(places[0]) >= min(places[1])


FAMILY = function_family(
    name="segments_intersect",
    title="Which segments intersect",
    statement=STATEMENT,
    code=CODE,
    entry_point="crossing_pairs",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=9,
)
