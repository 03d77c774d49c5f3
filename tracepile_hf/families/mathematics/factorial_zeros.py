"""Zeros at the end of a factorial: Legendre's sums, against dividing the factorial itself."""

from __future__ import annotations

from math import factorial
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.records import Invariant

STATEMENTS = (
    """How many times can $n! (the product of the whole numbers from 1 to $n) be divided by $divisor without a
    remainder?""",
    """The product of all whole numbers from 1 to $n is written in base $divisor. With how many zeros does it end?""",
    """Let N be the product 1 · 2 · 3 · ... · $n. What is the largest whole number k such that $divisor^k divides
    N?""",
)

CODE = """
def exponent_in_factorial(n, prime):
    exponent = 0
    while n > 0:
        n //= prime
        exponent += n
    return exponent

def solution():
    answers = []
    rest = $divisor
    prime = 2
    while rest > 1:
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        if power > 0:
            answers.append(exponent_in_factorial($n, prime) // power)
        prime += 1
    return min(answers)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    divisor = random.choice((6, 10, 12, 14, 15, 18, 20, 21, 24, 28, 30, 36, 40, 45))
    return {"n": random.randint(8, 10 + size), "divisor": divisor}


def oracle(n: int, divisor: int) -> int:
    product, zeros = factorial(n), 0
    while product % divisor == 0:
        product //= divisor
        zeros += 1
    return zeros


IDEA = (
    "Every multiple of a prime up to n brings one factor, every multiple of its square one more, and so "
    "on. Which prime of the divisor runs out first decides."
)
INVARIANTS = (
    Invariant(
        "exponent >= n",
        "{n|# multiple} {n|brings/bring} a further factor {prime}, {exponent} in all",
        line="exponent += n",
    ),
    Invariant(
        "rest >= 1",
        "the divisor has the factor {prime} {power|# time} so far, and {rest} is left of it",
        line="power += 1",
    ),
)


FAMILY = template_family(
    name="factorial_zeros",
    title="Zeros at the end of a factorial in some base",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=90,
    max_size=900,
    idea=IDEA,
    invariants=INVARIANTS,
)
