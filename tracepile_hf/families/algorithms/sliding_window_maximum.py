"""Monotonic queue: the maximum of each window of fixed width."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Given a list of numbers and a window width, return the list of the largest numbers in all windows of that many
neighbouring elements, from left to right.
"""

CODE = """
from collections import deque


def window_maxima(values, width):
    candidates = deque()
    maxima = []
    for i, value in enumerate(values):
        while candidates and values[candidates[-1]] <= value:
            candidates.pop()
        candidates.append(i)
        if candidates[0] == i - width:
            candidates.popleft()
        if i >= width - 1:
            maxima.append(values[candidates[0]])
    return maxima
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    values = [random.randint(-9, 40) for _ in range(size + 2)]
    return values, random.randint(2, 4) if size > 1 else 2


def oracle(values: list[int], width: int) -> list[int]:
    return [max(values[i : i + width]) for i in range(len(values) - width + 1)]


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield result, 1


FAMILY = function_family(
    name="sliding_window_maximum",
    title="Maximum of every window (monotonic queue)",
    statement=STATEMENT,
    code=CODE,
    entry_point="window_maxima",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=200,
    invert=Inverse(
        "in windows of one value each value is its own maximum",
        ("len(result)",),
        invert,
    ),
)
