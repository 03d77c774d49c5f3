"""A polynomial class with addition, multiplication and evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Polynomials are given by their coefficients, the constant term first. Return the coefficients of the product p * q +
r, highest zero coefficients removed, and its value at x.
"""

CODE = """
class Polynomial:
    def __init__(self, coefficients):
        while len(coefficients) > 1 and coefficients[-1] == 0:
            coefficients = coefficients[:-1]
        self.coefficients = coefficients

    def __add__(self, other):
        longer, shorter = self.coefficients, other.coefficients
        if len(longer) < len(shorter):
            longer, shorter = shorter, longer
        total = list(longer)
        for power, value in enumerate(shorter):
            total[power] += value
        return Polynomial(total)

    def __mul__(self, other):
        total = [0] * (len(self.coefficients) + len(other.coefficients) - 1)
        for i, a in enumerate(self.coefficients):
            for j, b in enumerate(other.coefficients):
                total[i + j] += a * b
        return Polynomial(total)

    def __call__(self, x):
        value = 0
        for coefficient in reversed(self.coefficients):
            value = value * x + coefficient
        return value


def combine(p, q, r, x):
    result = Polynomial(p) * Polynomial(q) + Polynomial(r)
    return result.coefficients, result(x)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    p, q = ([random.randint(-5, 6) for _ in range(size + 1)] for _ in range(2))
    return p, q, [random.randint(-9, 9) for _ in range(random.randint(1, 2 * size + 1))], random.randint(-3, 3)


def oracle(p: list[int], q: list[int], r: list[int], x: int) -> tuple[list[int], int]:
    def at(coefficients: list[int], place: int) -> int:
        return sum(c * place**power for power, c in enumerate(coefficients))

    # One evaluation at a point larger than any coefficient gives them all, like digits.
    base = 1_000_003
    rest = at(p, base) * at(q, base) + at(r, base)
    found = []
    while rest:
        digit = (rest + base // 2) % base - base // 2
        found.append(digit)
        rest = (rest - digit) // base
    return found or [0], at(p, x) * at(q, x) + at(r, x)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    coefficients, value = result
    for x in range(-3, 4):
        if sum(coefficient * x**power for power, coefficient in enumerate(coefficients)) == value:
            yield coefficients, [1], [0], x


FAMILY = function_family(
    name="polynomial_class",
    title="Polynomials as objects",
    statement=STATEMENT,
    code=CODE,
    entry_point="combine",
    generate=generate,
    oracle=oracle,
    default_size=2,
    max_size=8,
    invert=Inverse(
        "multiplied by 1 and with 0 added the first polynomial stays as it is, so it may be the result; "
        "only the place is to be found at which it has the value given",
        (
            "result[0]",
            "result[1]",
        ),
        invert,
    ),
)
