"""Floors ride by ride, against sums of ups and downs."""

from __future__ import annotations

import itertools
from random import Random

from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """A lift stands on floor $start of a tower. Its rides are: $text. On which floor is it afterwards, and which was the highest floor that it stood on?""",
    """From floor $start a lift goes $text. Name the floor where it ends and the highest one on the way.""",
)

CODE = """
floor = $start
highest = floor
for way, count in $rides:
    if way == "up":
        floor += count
        #: Up: {was floor} + {count} = {floor}. || {count} up from {was floor} is floor {floor}.
        if floor > highest:
            #: taken => No floor before was as high. || That is the highest so far.
            highest = floor
    else:
        floor -= count
        #: Down: {was floor} - {count} = {floor}. || {count} down from {was floor} is floor {floor}.
print(floor, highest)
#: It ends on floor {floor}, and the highest was {highest}: {floor} and {highest}. || The two floors are {floor} and {highest}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    start = at = random.randint(3, 12)
    rides = []
    for _ in range(size + 1):
        up = at < 3 or random.random() < 0.55
        count = random.randint(1, 9) if up else random.randint(1, at)
        at += count if up else -count
        rides.append(("up" if up else "down", count))
    return {"start": start, "rides": rides, "text": ", then ".join(f"{count} {way}" for way, count in rides)}


def oracle(start: int, rides: list[tuple[str, int]]) -> str:
    floors = list(itertools.accumulate((n if way == "up" else -n for way, n in rides), initial=start))
    return f"{floors[-1]} {max(floors)}"


FAMILY = told_family(
    name="tower_lift",
    title="A lift that goes up and down",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=16,
    answer="{0} and {1}",
)
