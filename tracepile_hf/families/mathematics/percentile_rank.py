"""A percentile rank by counting in one pass, against bisection in a sorted list."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """The results of a test were $numbers_text points. $name has $own points. $Their percentile rank is the percentage
    of results below $their own, plus half the percentage of results equal to it. Find it as an exact fraction ($name's
    result is in the list).""",
    """Runners needed $numbers_text minutes. For the time of $own minutes, add the percentage of times that are smaller
    to half the percentage of times that are the same. What is the exact sum?""",
    """In a quiz the scores were $numbers_text. Count how many scores are below $own, add half the number of those
    equal to it, and state the result as a percentage of all scores (an exact fraction).""",
)

CODE = """
from fractions import Fraction

def solution():
    results = $numbers
    own = $own
    below = 0
    equal = 0
    for result in results:
        if result < own:
            below += 1
        elif result == own:
            equal += 1
    return Fraction(100 * (2 * below + equal), 2 * len(results))
"""


def generate(random: Random, size: int) -> dict[str, object]:
    count = random.randint(max(5, size - 3), max(6, size + 2))
    numbers = [random.randint(20, 20 + size) for _ in range(count)]
    return {**person(random), "numbers": numbers, "numbers_text": listing(numbers), "own": random.choice(numbers)}


def oracle(numbers: list[int], own: int) -> Fraction:
    ranked = sorted(numbers)
    return Fraction(100 * (bisect_left(ranked, own) + bisect_right(ranked, own)), 2 * len(ranked))


FAMILY = template_family(
    name="percentile_rank",
    title="Results below and at a given one",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=24,
)
