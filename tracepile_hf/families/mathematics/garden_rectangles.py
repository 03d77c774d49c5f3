"""Rectangles of one area: trying all widths, against the divisors from the factorisation."""

from __future__ import annotations

from itertools import product
from math import prod
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """A rectangular garden of exactly $area square metres is to have sides of whole metres. How many shapes are
    possible (turned ones count once), and what does the shortest possible fence around it cost at $price dollars a
    metre?""",
    """$name arranges $area square tiles, with sides of one foot, into a filled rectangle and puts an edging around it.
    A foot of edging costs $price dollars. How many different rectangles can $they make, not counting turned ones twice,
    and how many dollars does the edging cost for the cheapest of them?""",
    """A rectangular pen with sides of whole metres is to have an area of $area m². Not distinguishing length from
    width, how many pens are possible? And how many dollars is the fence for the pen with the shortest boundary, if a
    metre costs $$$price?""",
)

CODE = """
area = $area
shapes = 0
shortest = None
width = 1
while width * width <= area:
    if area % width == 0:
        length = area // width
        shapes += 1
        shortest = 2 * (width + length)
    width += 1
print(shapes, shortest * $price)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    area = random.randint(4, max(6, size)) * random.choice((4, 6, 8, 9, 10, 12, 15, 20))
    return {**person(random), "area": area, "price": random.randint(2, 25)}


def oracle(area: int, price: int) -> str:
    rest, powers = area, []
    for prime in range(2, area + 1):
        exponents = 0
        while rest % prime == 0:
            rest //= prime
            exponents += 1
        powers.append([prime**k for k in range(exponents + 1)])
    divisors = {prod(chosen) for chosen in product(*(group for group in powers if len(group) > 1))}
    shapes = {frozenset((divisor, area // divisor)) for divisor in divisors}
    return f"{len(shapes)} {price * min(2 * (d + area // d) for d in divisors)}"


FAMILY = template_family(
    name="garden_rectangles",
    title="Rectangular gardens of a given area",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=60,
)
