"""Last digits of a power by walking through the cycle, against repeated squaring."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """What are the last two digits of $base^$exponent, as a number from 0 to 99?""",
    """$name multiplies $base by itself until $they has a product of $exponent equal factors. Find the remainder of
    this product when it is divided by 100.""",
    """An odometer shows only the last two digits of a number. Which value from 0 to 99 does it show for $base to the
    power $exponent?""",
)

CODE = """
def solution():
    base = $base
    exponent = $exponent
    seen = []
    value = base % 100
    while value not in seen:
        seen.append(value)
        value = value * base % 100
    start = seen.index(value)
    cycle = len(seen) - start
    if exponent <= start:
        return seen[exponent - 1]
    return seen[start + (exponent - 1 - start) % cycle]
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return {**person(random), "base": random.randint(2, 99), "exponent": random.randint(size, 20 * size) + 2}


def oracle(base: int, exponent: int) -> int:
    return pow(base, exponent, 100)


FAMILY = template_family(
    name="last_digits",
    title="The last digits of a power",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=30,
    max_size=400,
)
