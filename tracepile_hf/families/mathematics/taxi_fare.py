"""A taxi fare with a cheaper rate after some distance: kilometre by kilometre, against a formula."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import TOWNS, money, person

STATEMENTS = (
    """A taxi in $town charges a basic fee of $base_text. Each of the first $near kilometres costs $near_text and every
    further kilometre $far_text. Rides of more than $long kilometres get $rebate_text off the final price. How many
    cents does a ride of $distance kilometres cost?""",
    """$name takes a taxi home in $town, $distance kilometres away. The meter starts at $base_text, adds $near_text for
    each of the first $near kilometres and $far_text for each kilometre after them. If the ride is longer than $long
    kilometres, the driver takes off $rebate_text. What does $name pay, in cents?""",
    """The fare of a taxi consists of $base_text, plus $near_text per kilometre up to $near kilometres, plus $far_text
    per kilometre beyond; above $long kilometres it is lowered by $rebate_text. Find the fare in cents for $distance
    kilometres.""",
)

CODE = """
def fare(distance):
    cents = $base
    for kilometre in range(1, distance + 1):
        if kilometre <= $near:
            cents += $near_rate
        else:
            cents += $far_rate
    if distance > $long:
        cents -= $rebate
    return cents

def solution():
    return fare($distance)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    distance = random.randint(max(2, size // 2), size + 4)
    near = random.randint(2, 5)
    base, near_rate, rebate = (
        random.randrange(250, 500, 10),
        random.randrange(180, 260, 5),
        random.choice((100, 150, 200)),
    )
    far_rate = near_rate - random.randrange(20, 90, 5)
    return {
        **person(random),
        "town": random.choice(TOWNS),
        "distance": distance,
        "near": near,
        "long": near + random.randint(3, 9),
        "base": base,
        "near_rate": near_rate,
        "far_rate": far_rate,
        "rebate": rebate,
        "base_text": money(base),
        "near_text": money(near_rate),
        "far_text": money(far_rate),
        "rebate_text": money(rebate),
    }


def oracle(base: int, near: int, near_rate: int, far_rate: int, long: int, rebate: int, distance: int) -> int:
    reduction = rebate if distance > long else 0
    return base + near_rate * min(distance, near) + far_rate * max(distance - near, 0) - reduction


FAMILY = template_family(
    name="taxi_fare",
    title="A taxi fare with two rates and a rebate",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=80,
)
