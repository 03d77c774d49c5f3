"""Extended Euclid: the coefficients that give the greatest common divisor."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Return integers (g, x, y) with g the greatest common divisor of a and b and a * x + b * y = g, as the extended
algorithm of Euclid finds them.
"""

CODE = """
def bezout(a, b):
    old_r, r = a, b
    old_x, x = 1, 0
    old_y, y = 0, 1
    while r != 0:
        quotient = old_r // r
        old_r, r = r, old_r - quotient * r
        old_x, x = x, old_x - quotient * x
        old_y, y = y, old_y - quotient * y
    return old_r, old_x, old_y
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return random.randint(2, 3**size + 9), random.randint(2, 3**size + 9)


def oracle(a: int, b: int) -> tuple[int, int, int]:
    if b == 0:
        return a, 1, 0
    divisor, x, y = oracle(b, a % b)
    return divisor, y, x - a // b * y


IDEA = (
    "Along with the remainders of Euclid's algorithm go the factors that make each of them out of the two "
    "numbers. The last remainder that is not 0 is the greatest common divisor."
)
INVARIANTS = (
    Invariant(
        "old_x * a + old_y * b == old_r and x * a + y * b == r",
        "{old_x} * {a} + {old_y} * {b} = {old_r}, and {x} * {a} + {y} * {b} = {r}",
        line="while r != 0:",
    ),
    Invariant(
        "result[1] * a + result[2] * b == result[0] and a % result[0] == 0 and b % result[0] == 0",
        "{result[1]} * {a} + {result[2]} * {b} = {result[0]}, which divides both numbers",
        moment="result",
    ),
    Invariant(
        "result[1] * a + result[2] * b == result[0]",
        "{result[1]} * a + {result[2]} * b = {result[0]}, and both numbers are multiples of {result[0]}",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    divisor, x, y = result
    if y == 0:
        yield divisor, 2 * divisor
        return
    if x == 0:
        yield 2 * divisor, divisor
        return
    for first in range(divisor, 2000 * divisor, divisor):
        second, rest = divmod(divisor - first * x, y)
        small = 2 * abs(x) * divisor <= second and 2 * abs(y) * divisor <= first
        if rest == 0 and small and gcd(first, second) == divisor:
            yield first, second


FAMILY = function_family(
    name="extended_euclid",
    title="Bézout coefficients",
    statement=STATEMENT,
    code=CODE,
    entry_point="bezout",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "since the first number times x and the second times y add up to their greatest common divisor, "
        "each first number has one second number; x is at most half of the second number over that "
        "divisor, which leaves few of them",
        (
            "result[0]",
            "result[1]",
            "result[2]",
        ),
        invert,
    ),
)
