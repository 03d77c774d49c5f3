"""Successes in repeated trials, trial by trial, against the binomial formula."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """A player hits the basket with probability $chance at each throw. What is the probability that at least $least of
    $trials throws are hits? Give an exact fraction.""",
    """A bent coin shows heads with probability $chance. It is tossed $trials times. Find the exact probability of
    $least or more heads.""",
    """A seed sprouts with probability $chance, independently of the others. $trials seeds are planted. How likely is
    it that no fewer than $least of them sprout? Answer with a fraction.""",
)

CODE = """
from fractions import Fraction

hit = Fraction("$chance")
distribution = [Fraction(1)]
for trial in range($trials):
    following = [Fraction(0)] * (len(distribution) + 1)
    for hits, probability in enumerate(distribution):
        following[hits] += probability * (1 - hit)
        following[hits + 1] += probability * hit
    distribution = following
print(sum(distribution[$least:]))
"""


def generate(random: Random, size: int) -> dict[str, object]:
    bottom = random.randint(2, 12)
    trials = random.randint(3, max(4, size + 1))
    return {
        "chance": str(Fraction(random.randint(1, bottom - 1), bottom)),
        "trials": trials,
        "least": random.randint(1, trials),
    }


def oracle(chance: str, trials: int, least: int) -> Fraction:
    hit = Fraction(chance)
    return sum((comb(trials, k) * hit**k * (1 - hit) ** (trials - k) for k in range(least, trials + 1)), Fraction(0))


FAMILY = template_family(
    name="enough_heads",
    title="The probability of enough successes",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=9,
)
