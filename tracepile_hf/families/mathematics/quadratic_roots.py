"""Roots of a quadratic by sympy, against the discriminant with whole numbers."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import polynomial

STATEMENTS = (
    """Solve the equation $equation = 0. Give the roots in ascending order.""",
    """For which x does the parabola y = $equation meet the x-axis? List the values from the smallest to the
    largest.""",
    """A ball is at the height $equation (in metres) when its distance from a wall is x metres. For which values of x
    is its height 0? Give them in ascending order; negative values lie behind the wall.""",
)

CODE = """
from sympy import solve, symbols

x = symbols("x")
a, b, c = $a, $b, $c
roots = solve(a * x**2 + b * x + c, x)
ordered = sorted(roots)
for root in ordered:
    assert a * root**2 + b * root + c == 0
print(ordered)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    p, q = random.choice((1, 1, 2, 3)), random.choice((1, 1, 2))
    r, s = random.sample([n for n in range(-size - 3, size + 4) if n != 0], 2)
    a, b, c = p * q, -(p * s + q * r), r * s  # (p x - r)(q x - s)
    return {"a": a, "b": b, "c": c, "equation": polynomial([a, b, c]).replace("^2", "²")}


def oracle(a: int, b: int, c: int) -> str:
    root = isqrt(b * b - 4 * a * c)
    return f"[{', '.join(map(str, sorted({Fraction(-b - root, 2 * a), Fraction(-b + root, 2 * a)})))}]"


FAMILY = template_family(
    name="quadratic_roots",
    title="The roots of a quadratic equation",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=30,
    modules=("sympy",),
)
