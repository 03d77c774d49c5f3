"""Euler's function from sympy's factorisation, against counting with gcd."""

from __future__ import annotations

from math import gcd
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """How many whole numbers from 1 to $n have no common factor with $n other than 1?""",
    """$name writes down all fractions k/$n with k from 1 to $n. How many of them cannot be reduced?""",
    """A wheel has $n teeth, numbered around. A pointer that always moves on by k teeth visits every tooth only for
    some k between 1 and $n. For how many values of k does it?""",
)

CODE = """
from sympy import factorint

def solution():
    n = $n
    count = n
    for prime, exponent in factorint(n).items():
        count = count // prime * (prime - 1)
    return count
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return {**person(random), "n": random.choice((1, 2, 3, 4, 6)) * random.randint(10, 10 + 10 * size)}


def oracle(n: int) -> int:
    return sum(gcd(k, n) == 1 for k in range(1, n + 1))


FAMILY = template_family(
    name="coprime_count",
    title="Numbers without a common factor",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=60,
    max_size=2000,
    modules=("sympy",),
)
