"""Euclid's algorithm with the list of its divisions."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Return the greatest common divisor of two positive integers and the list of the divisions of Euclid's algorithm, each
as a triple (dividend, quotient, remainder).
"""

CODE = """
def euclid(a, b):
    divisions = []
    while b > 0:
        quotient = a // b
        remainder = a - quotient * b
        divisions.append((a, quotient, remainder))
        a = b
        b = remainder
    return a, divisions
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    factor = random.choice([1, 1, 2, 3, 6, 10, 14])
    a, b = 1, 0
    for _ in range(size):
        a, b = random.choice([1, 1, 2, 3]) * a + b, a
    return (factor * a, factor * b) if random.random() < 0.7 else (factor * b, factor * a)


def oracle(a: int, b: int) -> tuple[int, list[tuple[int, int, int]]]:
    divisors = [d for d in range(1, min(a, b or a) + 1) if a % d == 0 and b % d == 0] if max(a, b) < 10**6 else []
    remainders = [a, b]
    while remainders[-1]:
        remainders.append(remainders[-2] % remainders[-1])
    assert not divisors or divisors[-1] == remainders[-2]
    divisions = [(x, x // y, x % y) for x, y in pairwise(remainders[:-1])]
    return remainders[-2], divisions


FAMILY = function_family(
    name="euclid_steps",
    title="Greatest common divisor, step by step",
    statement=STATEMENT,
    code=CODE,
    entry_point="euclid",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=40,
)
