"""Divisors of a number found in pairs, against the formulas from its prime factors."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """How many divisors does $n have, and what is the sum of those divisors that are multiples of $step?""",
    """$name lists all divisors of $n. Give the length of the list and the sum of its entries that $step divides.""",
    """A school class of $n children can line up in equal rows in as many ways as $n has divisors. Count these
    divisors, and add up those among them that can be divided by $step.""",
)

CODE = """
def solution():
    n = $n
    count = 0
    total = 0
    divisor = 1
    while divisor * divisor <= n:
        if n % divisor == 0:
            pair = {divisor, n // divisor}
            count += len(pair)
            for member in pair:
                if member % $step == 0:
                    total += member
        divisor += 1
    return count, total
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return {
        **person(random),
        "n": random.choice((2, 3, 4, 5, 6, 7, 8, 9, 10, 12)) * random.randint(4, 4 + size),
        "step": random.randint(2, 4),
    }


def oracle(n: int, step: int) -> tuple[int, int]:
    """The multiples of s among the divisors of n are s times the divisors of n / s."""
    return _of_divisors(n, 0), step * _of_divisors(n // step, 1) if n % step == 0 else 0


def _of_divisors(n: int, power: int) -> int:
    result = 1
    for prime in range(2, n + 1):
        factor = 1
        term = 1
        while n % prime == 0:
            n //= prime
            term *= prime**power
            factor += term
        result *= factor
    return result


IDEA = "Divisors come in pairs whose product is n. So it is enough to try numbers up to the root."
INVARIANTS = (
    Invariant(
        "all(n % member == 0 for member in pair)",
        "{divisor} times {n // divisor} is {n}, and {count|# divisor} {count|is/are} found so far",
        line="count += len(pair)",
    ),
)


FAMILY = template_family(
    name="divisor_report",
    title="The divisors of a number",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=30,
    max_size=400,
    idea=IDEA,
    invariants=INVARIANTS,
)
