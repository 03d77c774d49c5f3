"""Skyline of buildings: heights change at the edges only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Buildings are given as (left, right, height) on a level street. Return the outline of the city seen from afar as a
list of pairs (x, height) at which the height changes, from left to right, ending with height 0.
"""

CODE = """
def skyline(buildings):
    edges = sorted({x for left, right, _ in buildings for x in (left, right)})
    outline = []
    current = 0
    for x in edges:
        height = 0
        for left, right, top in buildings:
            if left <= x < right and top > height:
                height = top
        if height != current:
            outline.append((x, height))
            current = height
    return outline
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    buildings = []
    for _ in range(size):
        left = random.randint(0, 3 * size)
        buildings.append((left, left + random.randint(2, 7), random.randint(1, 9)))
    return (buildings,)


def oracle(buildings: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    end = max(right for _, right, _ in buildings)
    heights = [0, *(max([h for left, right, h in buildings if left <= x < right], default=0) for x in range(end + 1))]
    return [(x, heights[x + 1]) for x in range(end + 1) if heights[x + 1] != heights[x]]


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield ([(x, end, top) for (x, top), (end, _) in pairwise(result) if top],)


FAMILY = function_family(
    name="skyline",
    title="The skyline of a city",
    statement=STATEMENT,
    code=CODE,
    entry_point="skyline",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=30,
    invert=Inverse(
        "between two points of the outline the height stays the same, so one building from each point to "
        "the next, as high as the outline there, gives it again",
        (
            "len(result)",
            "result[-1]",
        ),
        invert,
    ),
)
