"""Activity selection (CLRS): as many lectures as possible in one room."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from string import ascii_uppercase
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Each activity has a name, a start and an end time. Two activities can share the room if one ends no later than the
other starts. Go through them by end time (by name where end times are equal) and keep each one that fits. Return the
names kept.
"""

CODE = """
def select_activities(activities):
    ordered = sorted(activities, key=lambda activity: (activity[2], activity[0]))
    chosen = []
    free_from = 0
    for name, start, end in ordered:
        if start >= free_from:
            chosen.append(name)
            free_from = end
    return chosen
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    activities = []
    for name in ascii_uppercase[:size]:
        start = random.randint(0, 20)
        activities.append((name, start, start + random.randint(1, 8)))
    random.shuffle(activities)
    return (activities,)


def oracle(activities: list[tuple[str, int, int]]) -> list[str]:
    # The next one kept is always the earliest to end among all that start late enough.
    chosen: list[str] = []
    now = 0
    while True:
        possible = [(end, name) for name, start, end in activities if start >= now and name not in chosen]
        if not possible:
            return chosen
        now, name = min(possible)
        chosen.append(name)


IDEA = (
    "Whatever else is chosen, the activity that ends first leaves the most room for the rest. So go "
    "through them by their ends, and take each that starts when the last one taken is over."
)
INVARIANTS = (
    Invariant(
        "free_from == end and len(chosen) >= 1",
        "{len(chosen)} chosen so far, and the next may not start before {free_from}",
        line="free_from = end",
    ),
    Invariant(
        "free_from <= end",
        "the room is taken up to {free_from} only, and {name} ends at {end}, not before that",
        line="for name, start, end in ordered:",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield ([(name, hour, hour + 1) for hour, name in enumerate(result)],)


FAMILY = function_family(
    name="activity_selection",
    title="Activity selection",
    statement=STATEMENT,
    code=CODE,
    entry_point="select_activities",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=14,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "activities that follow one another without overlapping are all chosen, in their order, so each "
        "gets an hour of its own",
        ("len(result)",),
        invert,
    ),
)
