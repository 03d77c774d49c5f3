"""Minimum (CLRS): one pass that remembers the smallest element so far."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Find the smallest number of a list in one pass. Return the number, the index of its first occurrence, and how many
times the smallest number known so far was replaced by a smaller one.
"""

CODE = """
def find_minimum(numbers):
    best = numbers[0]
    position = 0
    updates = 0
    for i in range(1, len(numbers)):
        if numbers[i] < best:
            best = numbers[i]
            position = i
            updates += 1
    return best, position, updates
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    numbers = [random.randint(-30, 90) for _ in range(size)]
    if random.random() < 0.1:
        numbers.sort(reverse=True)
    return (numbers,)


def oracle(numbers: list[int]) -> tuple[int, int, int]:
    prefix_minima = set(accumulate(numbers, min))
    smallest = min(numbers)
    return smallest, numbers.index(smallest), len(prefix_minima) - 1


IDEA = (
    "The least of the first numbers is known, and one number more can only replace it. At the end the "
    "least of all is left."
)
INVARIANTS = (
    Invariant(
        "best == min(numbers[:i + 1])",
        "{best} is the least of the first {i + 1|# number}",
        line="position = i",
    ),
    Invariant(
        "result[0] == min(numbers) == numbers[result[1]]",
        "{result[0]} stands at place {result[1]}, and no number is less",
        moment="result",
    ),
    Invariant(
        "numbers[result[1]] == result[0]",
        "{result[0]} stands at place {result[1]}, after {result[2]|# fall} of the least so far",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    best, position, updates = result
    yield ([best + updates] * (position - updates + 1) + [best + fall for fall in reversed(range(updates))],)


FAMILY = function_family(
    name="minimum",
    title="Minimum of a list and where it is",
    statement=STATEMENT,
    code=CODE,
    entry_point="find_minimum",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=500,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the list has to reach its minimum at that position and to have fallen as often as there were "
        "updates, so we begin that much higher, stay there, and fall by one at each of the last places",
        (
            "result[0] + result[2]",
            "result[1] + 1",
        ),
        invert,
    ),
)
