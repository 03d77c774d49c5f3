"""A climber who slips back at night: day by day, against a formula for the height."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """A $animal sits at the bottom of a well that is $depth centimetres deep. During each day it climbs up $climb
    centimetres, and in each night it slips back $slip centimetres. On which day does it reach the top?""",
    """Each day a $animal climbs $climb cm up a wall of $depth cm; each night, while it sleeps, it slides down $slip
    cm. How many days does it take to get to the top of the wall?""",
    """The top of a pole is $depth centimetres above the ground. A $animal climbs it from the ground: $climb
    centimetres up by day and $slip centimetres down by night. Give the number of the day on which it arrives at the
    top.""",
)

CODE = """
def solution():
    depth = $depth
    height = 0
    day = 0
    while True:
        day += 1
        height += $climb
        if height >= depth:
            return day
        height -= $slip
"""


def generate(random: Random, size: int) -> dict[str, object]:
    climb = random.randint(20, 90)
    slip = random.randint(5, climb - 8)
    days = random.randint(max(1, size // 2), size + 1)
    return {
        "animal": random.choice(("snail", "frog", "caterpillar", "beetle", "lizard")),
        "depth": climb + (climb - slip) * (days - 1) - random.randint(0, climb - slip - 1),
        "climb": climb,
        "slip": slip,
    }


def oracle(depth: int, climb: int, slip: int) -> int:
    return 1 if depth <= climb else 1 + -(-(depth - climb) // (climb - slip))


FAMILY = template_family(
    name="climbing_snail",
    title="A climber who slips back every night",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=200,
)
