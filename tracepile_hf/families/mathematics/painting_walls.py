"""Painting walls without doors and windows: room by room, against one sum of products."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """$name paints the walls (not the ceilings) of rooms that measure $rooms_text metres (length × width × height). In
    each room, $opening square metres of doors and windows stay unpainted. A can of paint is enough for $cover square
    metres. How many cans must $they buy for $coats coats?""",
    """The walls of rooms of $rooms_text metres (length × width × height) get $coats coats of paint; the doors and
    windows of a room, $opening m² in each, are left out, and ceilings are not painted. One can covers $cover m². Find
    the number of cans that have to be bought.""",
    """A painter is hired for rooms of $rooms_text metres (length × width × height). Only the walls are painted, $coats
    times, and per room $opening m² of openings are left out. If a can lasts for $cover m² of one coat, how many cans
    are used, counting a begun can as a whole one?""",
)

CODE = """
rooms = $rooms
area = 0
for length, width, height in rooms:
    walls = 2 * (length + width) * height
    area += walls - $opening
area *= $coats
cans = area // $cover
if area % $cover != 0:
    cans += 1
print(cans)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    rooms = [(random.randint(3, 8), random.randint(2, 6), random.randint(2, 4)) for _ in range(size)]
    return {
        **person(random),
        "rooms": rooms,
        "rooms_text": listing([f"{length} × {width} × {height}" for length, width, height in rooms]),
        "opening": random.randint(2, 6),
        "coats": random.randint(2, 3),
        "cover": random.randint(18, 60),
    }


def oracle(rooms: list[tuple[int, int, int]], opening: int, coats: int, cover: int) -> int:
    walls = [2 * length * height + 2 * width * height for length, width, height in rooms]
    return ceil(Fraction(coats * (sum(walls) - opening * len(rooms)), cover))


FAMILY = template_family(
    name="painting_walls",
    title="Cans of paint for several rooms",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=14,
)
