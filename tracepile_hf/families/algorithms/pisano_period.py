"""A sequence whose terms are sums of the two before, modulo m, comes back to its start."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
In a sequence that begins with a and b (both smaller than m) each further term is the sum of the two before it, modulo
m. Sooner or later the two first terms come again, side by side. Return the length of the period, the largest term in
it, and how many of its terms are zero.
"""

CODE = """
def sequence_period(a, b, m):
    x, y = a, b
    length = 0
    largest = 0
    zeros = 0
    while True:
        largest = max(largest, x)
        if x == 0:
            zeros += 1
        x, y = y, (x + y) % m
        length += 1
        if x == a and y == b:
            return length, largest, zeros
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    m = random.randint(3, size + 7)
    return random.randrange(m), random.randint(1, m - 1), m


def oracle(a: int, b: int, m: int) -> tuple[int, int, int]:
    terms = [a, b]  # without the modulus: whole numbers that grow
    while len(terms) < 3 or (terms[-2] % m, terms[-1] % m) != (a, b):
        terms.append(terms[-2] + terms[-1])
    period = [term % m for term in terms[:-2]]
    return len(period), max(period), period.count(0)


FAMILY = function_family(
    name="pisano_period",
    title="Period of a Fibonacci-like sequence",
    statement=STATEMENT,
    code=CODE,
    entry_point="sequence_period",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=40,
)
