"""The smallest factor that makes a square: odd prime exponents, against trying factors."""

from __future__ import annotations

from math import isqrt
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """What is the smallest positive whole number by which $n must be multiplied so that the product is a perfect
    square, and of which number is it the square?""",
    """$name has $n small square tiles of one colour in each box and wants to lay one big square with all tiles of
    several boxes. What is the smallest number of boxes that makes this possible, and how many tiles are on each side of
    the big square?""",
    """Find the smallest factor (a positive whole number) that turns $n into a square number when the two are
    multiplied. State the factor and the square root of the product.""",
)

CODE = """
n = $n
rest = n
factor = 1
side = 1
prime = 2
while rest > 1:
    exponent = 0
    while rest % prime == 0:
        rest //= prime
        exponent += 1
    if exponent % 2 == 1:
        factor *= prime
    side *= prime ** ((exponent + 1) // 2)
    prime += 1
print(factor, side)
"""

SMOOTH = (2, 2, 2, 3, 3, 5, 7, 5, 11, 13)


def generate(random: Random, size: int) -> dict[str, object]:
    n = 1
    while n < 12 or n > 40 + 20 * size:
        n = 1
        for _ in range(random.randint(2, 5)):
            n *= random.choice(SMOOTH)
    return {**person(random), "n": n}


def oracle(n: int) -> str:
    factor = next(k for k in range(1, n + 1) if isqrt(k * n) ** 2 == k * n)
    return f"{factor} {isqrt(factor * n)}"


FAMILY = template_family(
    name="square_completion",
    title="Completing a number to a square",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=40,
    max_size=400,
)
