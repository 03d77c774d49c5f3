"""Average speed over several legs: summed times, against a weighted harmonic mean."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import TOWNS, listing, person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """$name drives $legs. What is the average speed of the whole trip in km/h, as an exact fraction?""",
    """On a trip $name covers $legs. Find $their average speed over the whole distance in kilometres per hour
    (exactly).""",
    "A bus to $town travels $legs. Not counting stops, what is its average speed in km/h? Give the exact value.",
)

CODE = """
from fractions import Fraction

def time_needed(kilometres, speed):
    return Fraction(kilometres, speed)

def solution():
    legs = $pairs
    total_distance = 0
    total_time = Fraction(0)
    for kilometres, speed in legs:
        total_distance += kilometres
        total_time += time_needed(kilometres, speed)
    return total_distance / total_time
"""


def generate(random: Random, size: int) -> dict[str, object]:
    pairs = [(random.randrange(10, 130, 5), random.randrange(30, 125, 5)) for _ in range(max(2, size))]
    return {
        **person(random),
        "town": random.choice(TOWNS),
        "pairs": pairs,
        "legs": listing([f"{kilometres} km at {speed} km/h" for kilometres, speed in pairs]),
    }


def oracle(pairs: list[tuple[int, int]]) -> Fraction:
    whole = sum(kilometres for kilometres, _ in pairs)
    slowness = sum((Fraction(kilometres, whole) / speed for kilometres, speed in pairs), Fraction(0))
    return 1 / slowness


IDEA = (
    "The average speed is the whole way divided by the whole time. The speeds themselves must not be "
    "averaged, as more time is spent on the slow parts."
)
INVARIANTS = (
    Invariant(
        "total_distance >= kilometres",
        "after the {kilometres} kilometres at {speed} the way is {total_distance} long so far",
        line="total_time += time_needed(kilometres, speed)",
    ),
)


FAMILY = template_family(
    name="average_speed",
    title="The average speed of a trip with several legs",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
    idea=IDEA,
    invariants=INVARIANTS,
)
