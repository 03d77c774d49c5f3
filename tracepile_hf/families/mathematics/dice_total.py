"""Dice totals by enumerating pairs of distributions, against counting all throws."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """$name throws dice with $faces_text faces (numbered from 1). What is the probability that the total is exactly
    $target? Give it as a fraction in lowest terms.""",
    """In a board game, dice with $faces_text sides, each numbered from 1 up, are rolled together. Find the exact
    probability of the sum $target.""",
    """Spinners with $faces_text equal fields, labelled from 1 on, are spun once each. With what probability do the
    numbers add up to $target? Reduce the fraction.""",
)

CODE = """
from fractions import Fraction

def add_die(ways, faces):
    extended = {}
    for total, count in ways.items():
        for face in range(1, faces + 1):
            extended[total + face] = extended.get(total + face, 0) + count
    return extended

def solution():
    dice = $dice
    ways = {0: 1}
    outcomes = 1
    for faces in dice:
        ways = add_die(ways, faces)
        outcomes *= faces
    return Fraction(ways[$target], outcomes)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    dice = [random.randint(3, max(4, size)) for _ in range(random.choice((2, 2, 3)))]
    return {
        **person(random),
        "dice": dice,
        "faces_text": listing(dice),
        "target": random.randint(len(dice), sum(dice)),
    }


def oracle(dice: list[int], target: int) -> Fraction:
    throws = [sum(throw) for throw in product(*(range(1, faces + 1) for faces in dice))]
    return Fraction(throws.count(target), len(throws))


FAMILY = template_family(
    name="dice_total",
    title="The probability of a total on several dice",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=10,
)
