"""Heron's formula simplified by sympy, against splitting off square factors."""

from __future__ import annotations

from math import isqrt
from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """A triangle has sides of $a, $b and $c cm. Find its area as an exact, simplified expression (write a root as
    sqrt(n)).""",
    """Three straight roads of $a, $b and $c km enclose a piece of land. What is its area in square kilometres? Give
    the exact value in simplest form, using sqrt for roots.""",
    """Three sticks of $a, $b and $c dm form a triangle. Give its area in dm², simplified as far as possible and with
    roots written as in 3*sqrt(2)/4.""",
)

CODE = """
from sympy import Rational, sqrt

a, b, c = $a, $b, $c
half_perimeter = Rational(a + b + c, 2)
product = half_perimeter
for side in (a, b, c):
    product *= half_perimeter - side
area = sqrt(product)
print(area)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    a, b = random.randint(3, size + 5), random.randint(3, size + 5)
    c = random.randint(abs(a - b) + 1, a + b - 1)
    return {"a": a, "b": b, "c": c}


def oracle(a: int, b: int, c: int) -> str:
    sixteenfold = (a + b + c) * (-a + b + c) * (a - b + c) * (a + b - c)  # the square of four times the area
    outside = max(k for k in range(1, isqrt(sixteenfold) + 1) if sixteenfold % (k * k) == 0)
    root = sixteenfold // outside**2
    top, bottom = outside, 4
    while top % 2 == 0 and bottom > 1:
        top, bottom = top // 2, bottom // 2
    text = str(top) if root == 1 else f"sqrt({root})" if top == 1 else f"{top}*sqrt({root})"
    return text if bottom == 1 else f"{text}/{bottom}"


FAMILY = template_family(
    name="triangle_area_surd",
    title="The area of a triangle as a simplified root",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=40,
    modules=("sympy",),
)
