"""The value of a polynomial by Horner's scheme, against summing the powers."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import polynomial

STATEMENTS = (
    """Let p(x) = $text. Find p($at) - p($at2).""",
    """The polynomial $text is evaluated at x = $at and at x = $at2. By how much is the first value larger than the
    second? (A smaller one counts as negative.)""",
    """A spreadsheet computes y = $text for x = $at and for x = $at2. What is the first value of y minus the second
    one?""",
)

CODE = """
def evaluate(coefficients, x):
    value = 0
    for coefficient in coefficients:
        value = value * x + coefficient
    return value

def solution():
    coefficients = $coefficients
    return evaluate(coefficients, $at) - evaluate(coefficients, $at2)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    degree = max(2, size)
    coefficients = [random.randint(1, 5), *(random.randint(-9, 9) for _ in range(degree))]
    first, second = random.sample(range(-5, 8), 2)
    return {"coefficients": coefficients, "text": polynomial(coefficients), "at": first, "at2": second}


def oracle(coefficients: list[int], at: int, at2: int) -> int:
    powers = [*enumerate(reversed(coefficients))]
    return sum(coefficient * (at**power - at2**power) for power, coefficient in powers)


FAMILY = template_family(
    name="polynomial_value",
    title="The value of a polynomial",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=20,
)
