"""Euclid's algorithm with the list of its divisions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

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


IDEA = (
    "Whatever divides both numbers divides the remainder as well, and the other way round. So the "
    "greatest common divisor stays the same while the numbers get smaller."
)
INVARIANTS = (
    Invariant(
        "a == quotient * b + remainder and remainder < b",
        "{a} is {quotient} times {b} and {remainder} more",
        line="divisions.append((a, quotient, remainder))",
    ),
    Invariant(
        "b < a",
        "the remainder {b} is less than the divisor {a}, so it ends",
        line="b = remainder",
    ),
    Invariant(
        "a % result[0] == 0 and b % result[0] == 0",
        ("both numbers are multiples of {result[0]}, and there {len(result[1])|is/are} {len(result[1])|# division}"),
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    divisor, divisions = result
    yield divisions[0][0], divisions[1][0] if len(divisions) > 1 else divisor


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
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the first division begins with the first number; its divisor is the number that the next "
        "division begins with, or the greatest common divisor if there is no other division",
        (
            "result[1][0]",
            "len(result[1])",
        ),
        invert,
    ),
)
