"""Monotonic stack: how long until a larger value comes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Given the temperatures of consecutive days, return for each day the number of days until a warmer one, 0 if none
comes, and the largest number of days that were waiting at the same time for a warmer one.
"""

CODE = """
def days_until_warmer(temperatures):
    waits = [0] * len(temperatures)
    waiting = []
    most = 0
    for day, temperature in enumerate(temperatures):
        while waiting and temperatures[waiting[-1]] < temperature:
            earlier = waiting.pop()
            waits[earlier] = day - earlier
        waiting.append(day)
        most = max(most, len(waiting))
    return waits, most
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(8, 30) for _ in range(size)],)


def oracle(temperatures: list[int]) -> tuple[list[int], int]:
    n = len(temperatures)
    waits = [next((j - i for j in range(i + 1, n) if temperatures[j] > temperatures[i]), 0) for i in range(n)]
    waiting = [sum(waits[i] == 0 or i + waits[i] > day for i in range(day + 1)) for day in range(n)]
    return waits, max(waiting)


IDEA = (
    "Days that still wait for a warmer one lie on a stack, and each is no warmer than the one below it. "
    "So a warm day serves those on top first."
)
INVARIANTS = (
    Invariant(
        (
            "temperatures[day] > temperatures[earlier] and all(temperatures[one] <= temperatures[earlier] for one "
            "in range(earlier, day))"
        ),
        "day {day} is the first warmer than day {earlier}, after {day - earlier|# day}",
        line="waits[earlier] = day - earlier",
    ),
    Invariant(
        "all(temperatures[a] >= temperatures[b] for a, b in zip(waiting, waiting[1:]))",
        "from bottom to top the waiting days have {[temperatures[one] for one in waiting]|list}, never warmer",
        line="waiting.append(day)",
    ),
    Invariant(
        "len(temperatures) == len(result[0])",
        (
            "there {len(result[0])|is/are} {len(result[0])|# temperature}, and the waits say which is the first "
            "warmer day"
        ),
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    waits = result[0]
    warm = [20] * len(waits)
    for day in reversed(range(len(waits))):
        between = warm[day + 1 : day + waits[day]] if waits[day] else warm[day + 1 :]
        warm[day] = max(between, default=warm[day + waits[day]] - (waits[day] > 0))
    yield (warm,)


FAMILY = function_family(
    name="next_greater",
    title="Next warmer day (monotonic stack)",
    statement=STATEMENT,
    code=CODE,
    entry_point="days_until_warmer",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "from the last day back: a day that waits for nothing is as warm as the warmest day after it, a "
        "day that waits is as warm as the warmest day in between, and just colder than the day it waits "
        "for if that is the next one",
        (
            "result[0]",
            "len(result[0])",
        ),
        invert,
    ),
)
