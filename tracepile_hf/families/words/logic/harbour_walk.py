"""Coordinates leg by leg, against summing each direction."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """From the harbour $name walks $walk_text. How far east and how far north of the harbour is that? Give two numbers, east first, with a minus for west or south.""",
    """$name starts at a fountain and goes $walk_text. Write down the position as east and north of the fountain, two numbers, negative for west and south.""",
)

CODE = """
east, north = 0, 0
for way, blocks in $legs:
    if way == "east":
        #: not =>
        east += blocks
        #: {blocks} east: {was east} + {blocks} = {east}. || East becomes {was east} + {blocks} = {east}.
    elif way == "west":
        #: not =>
        east -= blocks
        #: {blocks} west: {was east} - {blocks} = {east} for east. || East becomes {was east} - {blocks} = {east}.
    elif way == "north":
        #: not =>
        north += blocks
        #: {blocks} north: {was north} + {blocks} = {north}. || North becomes {was north} + {blocks} = {north}.
    else:
        north -= blocks
        #: {blocks} south: {was north} - {blocks} = {north} for north. || North becomes {was north} - {blocks} = {north}.
print(east, north)
#: East {east} and north {north}, that is {east} and {north}. || The two numbers are {east} and {north}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    legs = [(random.choice(("north", "south", "east", "west")), random.randint(1, 15)) for _ in range(size + 1)]
    return {
        "legs": legs,
        "walk_text": ", then ".join(
            f"{blocks} blocks {way}" if blocks > 1 else f"1 block {way}" for way, blocks in legs
        ),
        "name": random.choice((*WOMEN, *MEN)),
    }


def oracle(legs: list[tuple[str, int]]) -> str:
    total = {way: sum(blocks for each, blocks in legs if each == way) for way in ("north", "south", "east", "west")}
    return f"{total['east'] - total['west']} {total['north'] - total['south']}"


FAMILY = told_family(
    name="harbour_walk",
    title="Where a walk by compass ends",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=20,
    answer="{0} and {1}",
)
