"""Bresenham's line between two pixels."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Return the list of pixels (x, y) of the line from one pixel to another, for any direction, as Bresenham's method with
one error term draws it.
"""

CODE = """
def draw_line(x, y, end_x, end_y):
    dx = abs(end_x - x)
    dy = -abs(end_y - y)
    step_x = 1 if x < end_x else -1
    step_y = 1 if y < end_y else -1
    error = dx + dy
    pixels = [(x, y)]
    while (x, y) != (end_x, end_y):
        doubled = 2 * error
        if doubled >= dy:
            error += dy
            x += step_x
        if doubled <= dx:
            error += dx
            y += step_y
        pixels.append((x, y))
    return pixels
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    x, y = random.randint(0, 9), random.randint(0, 9)
    along, across = size + random.randint(-1, 2), random.randint(0, size)
    dx, dy = (along, across) if random.random() < 0.5 else (across, along)
    return x, y, x + random.choice([-1, 1]) * dx, y + random.choice([-1, 1]) * dy


def oracle(x: int, y: int, end_x: int, end_y: int) -> list[tuple[int, int]]:
    # Along the longer side one pixel per step; across it the nearest one, the nearer to the end of two equally near.
    dx, dy = end_x - x, end_y - y
    length = max(abs(dx), abs(dy))

    def nearest(distance: int, step: int) -> int:
        moved = (2 * abs(distance) * step + length) // (2 * length)
        return moved if distance > 0 else -moved

    return [(x + nearest(dx, step), y + nearest(dy, step)) for step in range(length + 1)] if length else [(x, y)]


IDEA = (
    "The line is followed pixel by pixel, and `error` says how far the pixels have strayed from it. Whole "
    "numbers are enough: a step in one direction adds `dy`, one in the other adds `dx`."
)
INVARIANTS = (
    Invariant(
        "max(abs(pixels[-1][0] - pixels[-2][0]), abs(pixels[-1][1] - pixels[-2][1])) == 1",
        "the pixel {(x, y)} touches the one before it, {pixels[-2]}",
        line="pixels.append((x, y))",
    ),
    Invariant(
        "len(result) == max(abs(end_x - x), abs(end_y - y)) + 1",
        ("the longer side takes {max(abs(end_x - x), abs(end_y - y))|# step}, so the line has {len(result)|# pixel}"),
        moment="result",
    ),
    Invariant(
        "result[0] == (x, y) and result[-1] == (end_x, end_y)",
        "the line goes from {result[0]} to {result[-1]}",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (*result[0], *result[-1])


FAMILY = function_family(
    name="bresenham_line",
    title="Drawing a line of pixels",
    statement=STATEMENT,
    code=CODE,
    entry_point="draw_line",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the line begins at its first pixel and ends at its last one",
        (
            "result[0]",
            "result[-1]",
        ),
        invert,
    ),
)
