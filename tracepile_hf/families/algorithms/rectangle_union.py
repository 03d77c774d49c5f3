"""Area of a union of rectangles by compressed coordinates."""

from __future__ import annotations

from collections import Counter
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Rectangles are given as (left, bottom, right, top) with sides parallel to the axes. Return the area covered by at
least one of them and the area covered by at least two.
"""

CODE = """
def covered_area(rectangles):
    xs = sorted({x for left, _, right, _ in rectangles for x in (left, right)})
    ys = sorted({y for _, bottom, _, top in rectangles for y in (bottom, top)})
    once = 0
    twice = 0
    for i in range(1, len(xs)):
        for j in range(1, len(ys)):
            layers = 0
            for left, bottom, right, top in rectangles:
                if left < xs[i] <= right and bottom < ys[j] <= top:
                    layers += 1
            area = (xs[i] - xs[i - 1]) * (ys[j] - ys[j - 1])
            if layers >= 1:
                once += area
            if layers >= 2:
                twice += area
    return once, twice
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    rectangles = []
    for _ in range(size):
        left, bottom = random.randint(0, 6), random.randint(0, 6)
        rectangles.append((left, bottom, left + random.randint(2, 8), bottom + random.randint(2, 8)))
    return (rectangles,)


def oracle(rectangles: list[tuple[int, int, int, int]]) -> tuple[int, int]:
    cells = Counter(
        (x, y) for left, bottom, right, top in rectangles for x in range(left, right) for y in range(bottom, top)
    )
    return len(cells), sum(layers > 1 for layers in cells.values())


FAMILY = function_family(
    name="rectangle_union",
    title="Area covered by rectangles",
    statement=STATEMENT,
    code=CODE,
    entry_point="covered_area",
    generate=generate,
    oracle=oracle,
    default_size=2,
    max_size=9,
)
