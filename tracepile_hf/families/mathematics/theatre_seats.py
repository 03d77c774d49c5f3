"""Rows that grow towards the back, row by row, against the quadratic formula."""

from __future__ import annotations

from math import isqrt
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person, some

STATEMENTS = (
    """The first row of a theatre has $first seats, and every row has $more more than the row in front of it. The seats
    are numbered consecutively from the first row on. In which row is seat number $seat, and which place, counted from
    the row's beginning, is it?""",
    """In an arena, row 1 has $first seats and each further row has $more more. $name's ticket shows the running number
    $seat. Find $their row and the position in this row.""",
    """Chairs are set up for a concert: $first in row 1 and in each row $more more than in the row before. Counting all
    chairs from the front, row by row, chair $seat is reserved. In which row is it, and which place in this row?""",
)

CODE = """
seat = $seat
row = 1
seats_in_row = $first
while seat > seats_in_row:
    seat -= seats_in_row
    seats_in_row += $step
    row += 1
print("row", row, "place", seat)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    first, step = random.randint(6, 30), random.randint(1, 6)
    rows = random.randint(max(2, size // 2), size + 2)
    before = (rows - 1) * first + step * (rows - 1) * (rows - 2) // 2
    return {
        **person(random),
        "first": first,
        "step": step,
        "more": some(step, "seat"),
        "seat": before + random.randint(1, first + step * (rows - 1)),
    }


def oracle(seat: int, first: int, step: int) -> str:
    slope = 2 * first - step
    full_rows = (isqrt(slope * slope + 8 * step * (seat - 1)) - slope) // (2 * step)
    return f"row {full_rows + 1} place {seat - full_rows * first - step * full_rows * (full_rows - 1) // 2}"


FAMILY = template_family(
    name="theatre_seats",
    title="Finding a seat in a theatre",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=90,
)
