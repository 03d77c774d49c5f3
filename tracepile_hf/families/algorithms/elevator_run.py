"""Simulation: a lift that keeps its direction as long as it can."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
A lift stands at a floor and moves one floor at a time. It goes on in its direction ('up' at first) while a call waits
ahead of it, otherwise it turns round; at a floor that was called it stops. Return the floors at which it stopped, in
order, and the number of floors it moved.
"""

CODE = """
def lift(start, calls):
    waiting = set(calls)
    floor = start
    direction = 1
    stops = []
    moved = 0
    while waiting:
        if floor in waiting:
            waiting.remove(floor)
            stops.append(floor)
            continue
        ahead = [call for call in waiting if (call - floor) * direction > 0]
        if not ahead:
            direction = -direction
        floor += direction
        moved += 1
    return stops, moved
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return random.randint(0, 9), random.sample(range(10 + size), size)


def oracle(start: int, calls: list[int]) -> tuple[list[int], int]:
    above = sorted(call for call in calls if call >= start)
    below = sorted((call for call in calls if call < start), reverse=True)
    up = max(above, default=start) - start
    down = max(above, default=start) - min(below) if below else 0
    return above + below, up + down


IDEA = (
    "The lift keeps its direction as long as somebody waits ahead, and turns only then. So it never "
    "passes a floor where it should stop."
)
INVARIANTS = (
    Invariant(
        "floor not in waiting and len(stops) + len(waiting) == len(set(calls))",
        (
            "{len(stops)|# call} {len(stops)|is/are} served and {len(waiting)} {len(waiting)|is/are} waiting, "
            "{len(stops) + len(waiting)} in all"
        ),
        line="stops.append(floor)",
    ),
    Invariant(
        "abs(direction) == 1 and floor not in stops or len(waiting) > 0",
        "the lift goes one floor, to {floor}, with {len(waiting)|# call} waiting",
        line="floor += direction",
    ),
)


FAMILY = function_family(
    name="elevator_run",
    title="A lift serves its calls",
    statement=STATEMENT,
    code=CODE,
    entry_point="lift",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=20,
    idea=IDEA,
    invariants=INVARIANTS,
)
