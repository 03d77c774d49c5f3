"""The product of two polynomials by multiplying out, against one multiplication of large numbers."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import polynomial

STATEMENTS = (
    """Multiply out ($text1)($text2) and give the coefficients, highest power first.""",
    """The product of $text1 and $text2 is a polynomial. List its coefficients, from the highest power of x to the
    constant term.""",
    """Two polynomials are multiplied: $text1 and $text2. Which coefficients does the product have, beginning with that
    of the highest power?""",
)

CODE = """
first = $first
second = $second
product = [0] * (len(first) + len(second) - 1)
for i in range(len(first)):
    for j in range(len(second)):
        product[i + j] += first[i] * second[j]
print(product)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    first, second = (
        [random.choice((-2, -1, 1, 2, 3)), *(random.randint(-7, 9) for _ in range(random.randint(1, max(1, size))))]
        for _ in range(2)
    )
    return {"first": first, "second": second, "text1": polynomial(first), "text2": polynomial(second)}


def oracle(first: list[int], second: list[int]) -> list[int]:
    """Evaluated at a power of ten so large that the product's coefficients do not touch."""
    base = 10**6
    left, right = (sum(c * base**k for k, c in enumerate(reversed(factor))) for factor in (first, second))
    rest, digits = left * right, []
    for _ in range(len(first) + len(second) - 1):
        digit = (rest + base // 2) % base - base // 2
        digits.append(digit)
        rest = (rest - digit) // base
    return digits[::-1]


FAMILY = template_family(
    name="polynomial_product",
    title="The product of two polynomials",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=8,
)
