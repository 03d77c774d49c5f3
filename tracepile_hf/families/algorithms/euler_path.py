"""Euler path: use every edge exactly once, by Hierholzer's method."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Streets (a, b) join the squares of a town and can be walked both ways; the network is connected. Find a walk that uses
every street exactly once: start at the smallest square with an odd number of streets (square edges[0][0] if there is
none), follow the unused street listed first until stuck, then insert detours on the way back. Return the squares
visited in order, or None if more than two squares have an odd number of streets.
"""

CODE = """
def euler_path(edges):
    streets = {}
    for number, (a, b) in enumerate(edges):
        streets.setdefault(a, []).append((number, b))
        streets.setdefault(b, []).append((number, a))
    odd = [square for square in sorted(streets) if len(streets[square]) % 2 == 1]
    if len(odd) > 2:
        return None
    start = odd[0] if odd else edges[0][0]
    used = set()
    trail = [start]
    walk = []
    while trail:
        square = trail[-1]
        free = [street for street in streets[square] if street[0] not in used]
        if free:
            number, other = free[0]
            used.add(number)
            trail.append(other)
        else:
            walk.append(trail.pop())
    return walk[::-1]
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    squares = max(4, size - 1)
    current = random.randint(1, squares)
    edges: list[tuple[int, int]] = []
    while len(edges) < size + 1:
        nearby = [
            s for s in range(1, squares + 1) if s != current and (current, s) not in edges and (s, current) not in edges
        ]
        if not nearby or (edges and random.random() < 0.04):
            current = random.choice(edges)[0]
            if not nearby:
                break
            continue
        following = random.choice(nearby)
        edges.append((current, following))
        current = following
    random.shuffle(edges)
    return (edges,)


def oracle(edges: list[tuple[int, int]]) -> list[int] | None:
    degree = {square: sum(square in edge for edge in edges) for edge in edges for square in edge}
    odd = sorted(square for square in degree if degree[square] % 2)
    if len(odd) > 2:
        return None

    def tour(square: int, left: list[tuple[int, int]]) -> list[int]:
        """Hierholzer recursively: walk until stuck, then splice a tour of what is left at the last possible square."""
        walk = [square]
        while True:
            step = next((edge for edge in left if walk[-1] in edge), None)
            if step is None:
                break
            left.remove(step)
            walk.append(step[0] + step[1] - walk[-1])
        for place in range(len(walk) - 1, -1, -1):
            if any(walk[place] in edge for edge in left):
                walk[place : place + 1] = tour(walk[place], left)
        return walk

    return tour(odd[0] if odd else edges[0][0], list(edges))


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (list(pairwise(result)),)


FAMILY = function_family(
    name="euler_path",
    title="Euler path (Hierholzer)",
    statement=STATEMENT,
    code=CODE,
    entry_point="euler_path",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=40,
    invert=Inverse(
        "each two squares that follow each other on the walk are joined by a street, and listed in the "
        "order of the walk the streets are used in that order",
        ("len(result) - 1",),
        invert,
    ),
)
