"""Seatings with two people kept apart: counting their chairs one by one, against a formula."""

from __future__ import annotations

from math import comb, perm
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import some, two_people

STATEMENTS = (
    """$name and $name2 sit down in a row of $seats chairs together with $others_text. There must be at least $gap_text
    between $name and $name2, empty or not. How many seatings are possible?""",
    """$seats chairs stand in a row for $people people, of whom $name and $name2 insist on having $gap_text or more
    between their own. In how many ways can all of them sit down?""",
    """$people guests, among them $name and $name2, are led to a bench with $seats places. Between $name and $name2
    there have to be at least $places_text. Count the ways to seat everybody.""",
)

CODE = """
def solution():
    chairs = $seats
    ways = 0
    for left in range(chairs):
        for right in range(left + 1, chairs):
            if right - left - 1 >= $gap:
                ways += 2
    free_chairs = chairs - 2
    for _ in range($others):
        ways *= free_chairs
        free_chairs -= 1
    return ways
"""


def generate(random: Random, size: int) -> dict[str, object]:
    seats = random.randint(5, max(6, size))
    gap, others = random.randint(1, 4), random.randint(1, min(9, seats - 2))
    return {
        **two_people(random),
        "seats": seats,
        "gap": gap,
        "gap_text": some(gap, "chair"),
        "places_text": some(gap, "place"),
        "others": others,
        "others_text": some(others, "friend"),
        "people": others + 2,
    }


def oracle(seats: int, gap: int, others: int) -> int:
    return 2 * comb(seats - gap, 2) * perm(seats - 2, others)


FAMILY = template_family(
    name="seats_apart",
    title="Two people who sit apart in a row",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=30,
)
