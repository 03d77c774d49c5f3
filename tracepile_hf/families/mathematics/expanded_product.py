"""A product of brackets expanded by sympy, against elementary symmetric sums written out by hand."""

from __future__ import annotations

from itertools import combinations
from math import prod
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import signed

STATEMENTS = (
    """Expand $text and write the result as a sum of powers of x, highest power first.""",
    """Multiply out the brackets in $text completely (write powers as x**2 and products as 3*x).""",
    """Remove the brackets from $text. Order the terms by falling powers of x.""",
)

CODE = """
from sympy import expand, symbols

x = symbols("x")
product = $factor
for shift in $shifts:
    product = expand(product * (x + shift))
print(product)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    shifts = [random.choice((-1, 1)) * random.randint(1, 9) for _ in range(max(2, size))]
    factor = random.randint(2, 5)
    brackets = "".join(f"(x{signed(shift, '')})" for shift in shifts)
    return {"factor": factor, "shifts": shifts, "text": f"{factor}{brackets}"}


def oracle(factor: int, shifts: list[int]) -> str:
    text = ""
    for chosen in range(len(shifts) + 1):
        coefficient = factor * sum(prod(group) for group in combinations(shifts, chosen))
        power = len(shifts) - chosen
        what = "" if power == 0 else "x" if power == 1 else f"x**{power}"
        star = "*" if what and abs(coefficient) != 1 else ""
        text += signed(coefficient, star + what, first=not text)
    return text


FAMILY = template_family(
    name="expanded_product",
    title="Expanding a product of brackets",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=5,
    modules=("sympy",),
)
