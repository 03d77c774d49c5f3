"""The polygon with a number of diagonals: corner by corner, against the quadratic formula."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """$name sews all diagonals of a regular polygon with coloured thread. A diagonal takes thread for $price cents on
    average, and all of them together cost $total cents. How many corners does the polygon have, and how large is each
    of its interior angles in degrees (exactly)?""",
    """People sit around a table. Any two of them who are not neighbours exchange $price cards between them; altogether
    $total cards are exchanged. How many people are there? Give also the interior angle, in degrees, of the regular
    polygon with that many corners.""",
    """In a village, every two houses that are not next to each other on the ring road are joined by a cable. A cable
    costs $price dollars, all cables together cost $total dollars. How many houses are there? If they stood at the
    corners of a regular polygon, what would be its interior angle in degrees?""",
)

CODE = """
from fractions import Fraction

diagonals = 0
corners = 3
while diagonals * $price < $total:
    corners += 1
    diagonals += corners - 2
angle = Fraction(180 * (corners - 2), corners)
print(corners, angle)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    corners = random.randint(5, max(6, 2 * size))
    price = random.randint(2, 30)
    return {**person(random), "price": price, "total": price * corners * (corners - 3) // 2}


def oracle(price: int, total: int) -> str:
    corners = (3 + isqrt(9 + 8 * total // price)) // 2
    return f"{corners} {180 - Fraction(360, corners)}"


FAMILY = template_family(
    name="polygon_diagonals",
    title="A polygon from the price of its diagonals",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=120,
)
