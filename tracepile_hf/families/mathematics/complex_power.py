"""A power of a complex number by repeated multiplication of pairs, against the binomial theorem."""

from __future__ import annotations

from math import comb
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import signed

STATEMENTS = (
    """Let z = $text, where i is the imaginary unit. Find the real and the imaginary part of z^$power.""",
    """Compute ($text)^$power and give the pair of its real part and its imaginary part (i² = -1).""",
    """Start with the number 1 and multiply it $power times by $text, where i² = -1. Which real part and which
    imaginary part does the result have?""",
)

CODE = """
def multiply(first, second):
    a, b = first
    c, d = second
    return a * c - b * d, a * d + b * c

def solution():
    z = ($real, $imaginary)
    result = (1, 0)
    for _ in range($power):
        result = multiply(result, z)
    return result
"""


def generate(random: Random, size: int) -> dict[str, object]:
    real, imaginary = (random.choice((-1, 1)) * random.randint(1, 5) for _ in range(2))
    return {
        "real": real,
        "imaginary": imaginary,
        "power": random.randint(3, max(4, size + 2)),
        "text": f"{real}{signed(imaginary, 'i')}",
    }


def oracle(real: int, imaginary: int, power: int) -> tuple[int, int]:
    parts = [0, 0, 0, 0]  # the coefficients of 1, i, i² and i³
    for k in range(power + 1):
        parts[k % 4] += comb(power, k) * real ** (power - k) * imaginary**k
    return parts[0] - parts[2], parts[1] - parts[3]


FAMILY = template_family(
    name="complex_power",
    title="A power of a complex number",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=30,
)
