"""The period of a decimal by remembering remainders, against the order of ten."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """The decimal expansion of $top/$bottom becomes periodic. How many digits stand between the decimal point and the
    repeating block, and how long is the block (0 if the expansion ends)?""",
    """$name writes the fraction $top/$bottom as a decimal. State the number of digits before the part that repeats
    begins, and the length of this part; write 0 for the length if the decimal is finite.""",
    """Divide $top by $bottom and look at the digits after the decimal point. How many of them come before the period
    starts, and what is the period's length? If the division comes out even, count all digits and give 0 as the
    length.""",
)

CODE = """
def solution():
    remainder = $top % $bottom
    first_seen = {}
    place = 0
    while remainder != 0 and remainder not in first_seen:
        first_seen[remainder] = place
        remainder = remainder * 10 % $bottom
        place += 1
    if remainder == 0:
        return place, 0
    return first_seen[remainder], place - first_seen[remainder]
"""


def generate(random: Random, size: int) -> dict[str, object]:
    bottom = random.randint(6, 20 + 3 * size)
    return {**person(random), "top": random.randint(1, bottom - 1), "bottom": bottom}


def oracle(top: int, bottom: int) -> tuple[int, int]:
    from_bottom = Fraction(top, bottom).denominator
    before = next(k for k in range(60) if _without_2_and_5(from_bottom, k))
    rest = from_bottom
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return before, 0 if rest == 1 else next(k for k in range(1, rest) if pow(10, k, rest) == 1)


def _without_2_and_5(number: int, places: int) -> bool:
    """Whether moving the decimal point by so many places takes all factors 2 and 5 out of the denominator."""
    denominator = Fraction(10**places, number).denominator
    return denominator % 2 != 0 and denominator % 5 != 0


FAMILY = template_family(
    name="repeating_block",
    title="The repeating block of a fraction",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=25,
    max_size=120,
)
