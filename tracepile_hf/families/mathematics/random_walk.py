"""A random walk step by step, against counting the steps to the right."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person, some

STATEMENTS = (
    """A token starts at 0 and jumps each second, one unit to the right with probability $right and otherwise one unit
    to the left. What is the probability that it is at $place after $steps seconds (an exact fraction)?""",
    """$name tosses a coin that shows heads with probability $right. For heads $they goes one step forwards, for tails
    one step back. Find the exact probability that after $steps tosses $they stands $place_text.""",
    """A robot vacuum moves along a corridor in jumps of 1 metre, forwards with probability $right, else backwards. How
    likely is it to be at position $place (forwards is positive, the start is 0) when it has made $steps jumps? Give a
    fraction.""",
)

CODE = """
from fractions import Fraction

def solution():
    right = Fraction("$right")
    chances = {0: Fraction(1)}
    for _ in range($steps):
        moved = {}
        for place, chance in chances.items():
            for step, weight in ((1, right), (-1, 1 - right)):
                target = place + step
                moved[target] = moved.get(target, 0) + chance * weight
        chances = moved
    return chances[$place]
"""


def generate(random: Random, size: int) -> dict[str, object]:
    bottom = random.randint(2, 12)
    steps = random.randint(2, max(3, size + 1))
    place = random.randrange(-steps, steps + 1, 2)
    where = (
        "at the start"
        if place == 0
        else f"{some(abs(place), 'step')} {'in front of' if place > 0 else 'behind'} the start"
    )
    return {
        **person(random),
        "right": str(Fraction(random.randint(1, bottom - 1), bottom)),
        "steps": steps,
        "place": place,
        "place_text": where,
    }


def oracle(right: str, steps: int, place: int) -> Fraction:
    chance = Fraction(right)
    rights = (steps + place) // 2
    return comb(steps, rights) * chance**rights * (1 - chance) ** (steps - rights)


FAMILY = template_family(
    name="random_walk",
    title="A random walk on a line",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
)
