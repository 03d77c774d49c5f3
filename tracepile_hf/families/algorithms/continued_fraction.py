"""Continued fraction of a fraction with its convergents."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Return the terms of the continued fraction of numerator / denominator and its convergents, each as a pair (numerator,
denominator) in lowest terms.
"""

CODE = """
def convergents(numerator, denominator):
    terms = []
    fractions = []
    p, p_before = 1, 0
    q, q_before = 0, 1
    while denominator != 0:
        term, remainder = divmod(numerator, denominator)
        terms.append(term)
        p, p_before = term * p + p_before, p
        q, q_before = term * q + q_before, q
        fractions.append((p, q))
        numerator, denominator = denominator, remainder
    return terms, fractions
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    a, b = 1, 0
    for _ in range(size):
        a, b = random.choice([1, 1, 2, 3, 4, 7]) * a + b, a
    return (a, b) if random.random() < 0.5 and b else (b + 1, a)


def oracle(numerator: int, denominator: int) -> tuple[list[int], list[tuple[int, int]]]:
    terms: list[int] = []
    rest = Fraction(numerator, denominator)
    while True:
        terms.append(rest.numerator // rest.denominator)
        if rest == terms[-1]:
            break
        rest = 1 / (rest - terms[-1])
    fractions = []
    for length in range(1, len(terms) + 1):
        value = Fraction(terms[length - 1])
        for term in reversed(terms[: length - 1]):
            value = term + 1 / value
        fractions.append((value.numerator, value.denominator))
    return terms, fractions


IDEA = (
    "Taking out the whole part and turning the rest over is one step of Euclid's algorithm. The fractions "
    "built from the terms differ from the next one by the least that is possible."
)
INVARIANTS = (
    Invariant(
        "abs(p * q_before - q * p_before) == 1",
        "{p} * {q_before} and {q} * {p_before} differ by {abs(p * q_before - q * p_before)} only",
        line="fractions.append((p, q))",
    ),
    Invariant(
        "term * denominator + remainder == numerator",
        "the term fits, as {term * denominator + remainder|calc}",
        line="terms.append(term)",
    ),
    Invariant(
        "numerator * result[1][-1][1] == denominator * result[1][-1][0]",
        "the last convergent, {result[1][-1]}, is the fraction itself",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield result[1][-1]


FAMILY = function_family(
    name="continued_fraction",
    title="Continued fraction and convergents",
    statement=STATEMENT,
    code=CODE,
    entry_point="convergents",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=30,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the last convergent of a fraction is the fraction itself, in lowest terms",
        ("result[1][-1]",),
        invert,
    ),
)
