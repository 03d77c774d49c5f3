"""Synthetic division, against the identity that quotient and remainder must fulfil."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import polynomial, signed

STATEMENTS = (
    """Divide $text by x $minus_text. What are the coefficients of the quotient (highest power first), and what is the
    remainder?""",
    """By synthetic division, find the quotient and the remainder of the polynomial $text on division by x $minus_text.
    Give the list of the quotient's coefficients and the remainder.""",
    """Find numbers so that $text equals the product of x $minus_text and a polynomial, plus a number. List the
    polynomial's coefficients from the highest power on, and the number.""",
)

CODE = """
def solution():
    coefficients = $coefficients
    root = $root
    row = []
    carry = 0
    for coefficient in coefficients:
        carry = carry * root + coefficient
        row.append(carry)
    remainder = row.pop()
    return row, remainder
"""


def generate(random: Random, size: int) -> dict[str, object]:
    root = random.choice((-4, -3, -2, -1, 1, 2, 3, 4, 5))
    coefficients = [random.randint(1, 4), *(random.randint(-9, 9) for _ in range(max(2, size)))]
    return {
        "coefficients": coefficients,
        "text": polynomial(coefficients),
        "root": root,
        "minus_text": signed(-root, "").strip(),
    }


def oracle(coefficients: list[int], root: int) -> tuple[list[int], int]:
    """The k-th coefficient of the quotient is the value, at the root, of the polynomial cut after its k-th term."""
    values = [sum(c * root ** (k - i) for i, c in enumerate(coefficients[: k + 1])) for k in range(len(coefficients))]
    return values[:-1], values[-1]


FAMILY = template_family(
    name="synthetic_division",
    title="Dividing a polynomial by a linear factor",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=20,
)
