"""Sums of powers of two numbers from their sum and product, against arithmetic in a quadratic field."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import ordinal, polynomial

STATEMENTS = (
    """Two numbers have the sum $total and the product $product. Without finding the numbers, compute the sum of their
    ${nth} powers.""",
    """Let r and s be the solutions of $equation = 0. Find r^$power + s^$power.""",
    "The numbers r and s satisfy r + s = $total and r · s = $product. What is r^$power + s^$power?",
)

CODE = """
total, product = $total, $product
previous, current = 2, total  # the sums of the 0th and of the 1st powers
for exponent in range(2, $power + 1):
    previous, current = current, total * current - product * previous
print(current)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    total = random.choice((-1, 1)) * random.randint(1, 9)
    product = random.choice((-1, 1)) * random.randint(1, 9)
    power = random.randint(3, max(4, size + 2))
    return {
        "total": total,
        "product": product,
        "power": power,
        "nth": ordinal(power),
        "equation": polynomial([1, -total, product]).replace("^2", "²"),
    }


def oracle(total: int, product: int, power: int) -> int:
    """The roots are (total ± √d) / 2, so their powers are (a ± b√d) / 2^power, and the sum is 2a / 2^power."""
    discriminant = total * total - 4 * product
    a, b = 1, 0
    for _ in range(power):
        a, b = a * total + b * discriminant, a + b * total
    scale: int = 2**power
    return 2 * a // scale


FAMILY = template_family(
    name="root_power_sums",
    title="Powers of the roots of a quadratic",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=30,
)
