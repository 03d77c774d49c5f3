"""Squares whose corners divide the sides of the one before: square by square, against a geometric sum."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """The first square has sides of $side cm. Each next square joins the points that divide the sides of the one
    before in the ratio $p : $q. What is the total area of the first $count squares, in square centimetres,
    exactly?""",
    """$name draws a square with side $side cm. On each side $they marks the point that divides it in the ratio $p : $q
    (going round in the same sense) and joins these points to form a smaller square; then $they goes on in the same way
    with that square. Find the sum of the areas of all $count squares drawn, as an exact number of square
    centimetres.""",
    """A square window has an edge of $side cm. Inside it hangs a smaller square whose corners cut the edges in the
    ratio $p : $q, inside that one another in the same way, and so on, $count squares in all. Add up their areas in cm²
    (exactly).""",
)

CODE = """
from fractions import Fraction

def next_area(area):
    p, q = $p, $q
    corner_triangles = 4 * area * Fraction(p * q, 2 * (p + q) ** 2)
    return area - corner_triangles

def solution():
    area = Fraction($side ** 2)
    total = Fraction(0)
    for _ in range($count):
        total += area
        area = next_area(area)
    return total
"""


def generate(random: Random, size: int) -> dict[str, object]:
    p, q = random.randint(1, 4), random.randint(1, 5)
    return {
        **person(random),
        "side": random.randint(4, 30),
        "p": p,
        "q": q,
        "count": random.randint(max(2, size - 2), size + 2),
    }


def oracle(side: int, p: int, q: int, count: int) -> Fraction:
    ratio = Fraction(p * p + q * q, (p + q) ** 2)
    return side * side * (1 - ratio**count) / (1 - ratio)


FAMILY = template_family(
    name="nested_squares",
    title="Squares drawn inside squares",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
)
