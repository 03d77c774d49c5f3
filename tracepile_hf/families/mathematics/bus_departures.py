"""Buses leaving at fixed intervals: a least common multiple by stepping, against checking every minute."""

from __future__ import annotations

from itertools import pairwise
from math import lcm
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import TOWNS, listing
from tracepile_hf.records import Invariant

STATEMENTS = (
    """At $clock, buses of the lines to $places_text leave the station together. They run every $intervals_text minutes,
    respectively. At what time of the day (24-hour clock) do they next leave all together?""",
    """$count lamps flash together at $clock; they flash every $intervals_text minutes, respectively. When do they flash
    together again for the first time? Give the time on a 24-hour clock.""",
    """Three machines in a factory are serviced at the same moment, at $clock. Their service intervals are
    $intervals_text minutes. At what time on a 24-hour clock are all of them next serviced at the same moment?""",
)

CODE = """
intervals = $intervals
together = 1
for interval in intervals:
    step = together
    while together % interval != 0:
        together += step
minutes = $hour * 60 + $minute + together
print(f"{minutes // 60 % 24:02d}:{minutes % 60:02d}")
"""


def generate(random: Random, size: int) -> dict[str, object]:
    while True:
        intervals = random.sample(range(4, 2 * max(size, 6)), 3)
        if lcm(*intervals) < 24 * 60 and all(later % earlier for earlier, later in pairwise(intervals)):
            break
    hour, minute = random.randint(5, 22), random.randrange(0, 60, 5)
    return {
        "clock": f"{hour:02d}:{minute:02d}",
        "hour": hour,
        "minute": minute,
        "intervals": intervals,
        "intervals_text": listing(intervals),
        "places_text": listing(random.sample(TOWNS, 3)),
        "count": "Three",
    }


def oracle(intervals: list[int], hour: int, minute: int) -> str:
    later = 1
    while any(later % interval for interval in intervals):
        later += 1
    hours, minutes = divmod(60 * hour + minute + later, 60)
    return f"{hours % 24:02d}:{minutes:02d}"


IDEA = (
    "Buses meet at the multiples of all their intervals. What is common to the first few is kept, and "
    "multiples of it are tried for the next."
)
INVARIANTS = (
    Invariant(
        "together % step == 0",
        "{together} is {together // step} times {step}, so the buses before still meet then",
        line="together += step",
    ),
)


FAMILY = template_family(
    name="bus_departures",
    title="Buses that leave together again",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
)
