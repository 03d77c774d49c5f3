"""Dynamic programming from the bottom of a triangle of numbers upwards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, product
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
From the top of a triangle of numbers a path goes down row by row, each time to one of the two numbers below. Return
the largest sum of the numbers on such a path and the path's numbers from top to bottom; where both ways down are
equally good, it goes left.
"""

CODE = """
def best_descent(triangle):
    sums = list(triangle[-1])
    moves = []
    for row in reversed(triangle[:-1]):
        steps = []
        for i, number in enumerate(row):
            if sums[i] >= sums[i + 1]:
                steps.append(0)
            else:
                steps.append(1)
            sums[i] = number + max(sums[i], sums[i + 1])
        moves.append(steps)
    place = 0
    path = [triangle[0][0]]
    for depth, steps in enumerate(reversed(moves), start=1):
        place += steps[place]
        path.append(triangle[depth][place])
    return sums[0], path
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([[random.randint(1, 20) for _ in range(row)] for row in range(1, size + 1)],)


def oracle(triangle: list[list[int]]) -> tuple[int, list[int]]:
    paths = []
    for turns in product([0, 1], repeat=len(triangle) - 1):
        places = list(accumulate(turns, initial=0))
        numbers = [row[place] for row, place in zip(triangle, places, strict=True)]
        paths.append((-sum(numbers), turns, numbers))
    negative, _, numbers = min(paths)
    return -negative, numbers


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    _, path = output
    yield ([[number, *[0] * depth] for depth, number in enumerate(path)],)


IDEA = (
    "From the bottom up, the best way from a number is the number and the better of the two ways below "
    "it. So one row of sums replaces the row beneath."
)
INVARIANTS = (
    Invariant(
        "sums[i] >= number",
        "from {number} at place {i} one can collect {sums[i]}",
        line="sums[i] = number + max(sums[i], sums[i + 1])",
    ),
    Invariant(
        "result[0] == sum(result[1])",
        "the way gives {result[1]|sum}",
        moment="result",
    ),
    Invariant(
        "len(triangle) == len(result[1])",
        "the way has {len(result[1])|# number}, so there are as many rows: {result[1]|sum}",
        moment="output",
    ),
)


FAMILY = function_family(
    name="triangle_path",
    title="Best path down a triangle",
    statement=STATEMENT,
    code=CODE,
    entry_point="best_descent",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
