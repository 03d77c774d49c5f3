"""Modular exponentiation, lowest binary digit first."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Return base to the power exponent modulo modulus, found by repeated squaring, and the list of the values of the
running product after each binary digit of the exponent, the lowest digit first.
"""

CODE = """
def modular_power(base, exponent, modulus):
    result = 1
    square = base % modulus
    history = []
    while exponent > 0:
        if exponent & 1:
            result = result * square % modulus
        history.append(result)
        square = square * square % modulus
        exponent >>= 1
    return result, history
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return random.randint(2, 99), random.randint(2 ** (size - 1), 2**size), random.randint(7, 200)


def oracle(base: int, exponent: int, modulus: int) -> tuple[int, list[int]]:
    history = [pow(base, exponent % 2**digits, modulus) for digits in range(1, exponent.bit_length() + 1)]
    return pow(base, exponent, modulus), history


IDEA = (
    "Written in binary, the exponent says which of the powers base, base squared, its square and so on "
    "make up the result. Each is the square of the one before."
)
INVARIANTS = (
    Invariant(
        "0 <= square < modulus",
        "the next square is {square}, less than {modulus}",
        line="square = square * square % modulus",
    ),
    Invariant(
        "exponent >= 0 and 0 <= result < modulus",
        "{exponent} is left of the exponent, and the result so far is {result}",
        line="exponent >>= 1",
    ),
)


FAMILY = function_family(
    name="modular_power",
    title="Modular power by squaring",
    statement=STATEMENT,
    code=CODE,
    entry_point="modular_power",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
)
