"""A bouncing ball, bounce by bounce, against a geometric sum."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import ordinal, person

STATEMENTS = (
    """A ball is dropped from a height of $height cm. After each impact it jumps up to $ratio of the height from which
    it fell. How many centimetres has it travelled, up and down, at the moment of its ${nth} impact? Give an exact
    number.""",
    """$name drops a ball from $height cm; at every bounce it reaches $ratio of its former height. Find the exact length
    of its path, in centimetres, until it hits the ground for the ${nth} time.""",
    """A rubber ball falls from $height cm and rises after each contact with the floor to $ratio of the height before.
    What is the total length of the path, in cm, up to and including the fall that ends with contact number
    $impacts?""",
)

CODE = """
from fractions import Fraction

def solution():
    ratio = Fraction("$ratio")
    height = Fraction($height)
    distance = height
    for impact in range(2, $impacts + 1):
        height *= ratio
        distance += 2 * height
    return distance
"""


def generate(random: Random, size: int) -> dict[str, object]:
    bottom = random.randint(2, 9)
    impacts = random.randint(2, max(3, size + 1))
    return {
        **person(random),
        "height": random.randrange(60, 400, 10),
        "ratio": str(Fraction(random.randint(1, bottom - 1), bottom)),
        "impacts": impacts,
        "nth": ordinal(impacts),
    }


def oracle(ratio: str, height: int, impacts: int) -> Fraction:
    q = Fraction(ratio)
    return height + 2 * height * q * (1 - q ** (impacts - 1)) / (1 - q)


FAMILY = template_family(
    name="bouncing_ball",
    title="The way of a bouncing ball",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=20,
)
