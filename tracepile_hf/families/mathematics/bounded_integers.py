"""Integers satisfying two inequalities: testing each, against rounding the bounds."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import signed

STATEMENTS = (
    """How many integers x satisfy both |$a_text $b_text| ≤ $limit and x > $low?""",
    """Find the number of whole numbers x (negative ones included) greater than $low for which $a_text $b_text lies
    between -$limit and $limit, the bounds included.""",
    """For which integers x greater than $low does the value of $a_text $b_text differ from 0 by no more than $limit?
    State only how many there are.""",
)

CODE = """
def absolute(number):
    if number < 0:
        return -number
    return number

def solution():
    count = 0
    for x in range($low + 1, $stop):
        if absolute($a * x + $b) <= $limit:
            count += 1
    return count
"""


def generate(random: Random, size: int) -> dict[str, object]:
    a = random.randint(2, 7)
    b = random.choice((-1, 1)) * random.randint(1, 25)
    limit = random.randint(a * size // 4 + 3, a * size // 2 + 6)
    low = -(limit + b) // a + random.randint(-5, 3)
    return {
        "a": a,
        "a_text": f"{a}x",
        "b": b,
        "b_text": signed(b, "").strip(),
        "limit": limit,
        "low": low,
        "stop": (limit - b) // a + random.randint(2, 4),
    }


def oracle(a: int, b: int, limit: int, low: int, stop: int) -> int:
    first = max(low + 1, ceil(Fraction(-limit - b, a)))
    return max(0, floor(Fraction(limit - b, a)) - first + 1)


FAMILY = template_family(
    name="bounded_integers",
    title="Integers that satisfy inequalities",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=16,
    max_size=80,
)
