"""Several percent changes in a row: fraction by fraction, against one quotient of integers."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing

STATEMENTS = (
    """The price of $thing was changed several times: $changes. By how many percent has it changed in the end, compared
    with the first price? (A fall counts as negative; give an exact fraction if needed.)""",
    """Over the years the value of $thing $changes2. What is the total change in percent, as an exact fraction,
    negative if the value fell?""",
    """For $thing, the following changes of price come one after the other: $changes. How many percent above the start
    is the price at the end (negative if below)? Give the exact value.""",
)

CODE = """
from fractions import Fraction

def solution():
    changes_in_percent = $changes_list
    factor = Fraction(1)
    for change in changes_in_percent:
        factor *= Fraction(100 + change, 100)
    return (factor - 1) * 100
"""

THINGS = ("a share", "a flat", "a used car", "a painting", "a season ticket", "a bar of gold", "a washing machine")


def generate(random: Random, size: int) -> dict[str, object]:
    steps = [random.choice((-1, 1)) * random.choice((5, 10, 15, 20, 25, 30, 40, 50)) for _ in range(max(2, size))]
    return {
        "thing": random.choice(THINGS),
        "changes_list": steps,
        "changes": listing([f"{'raised' if step > 0 else 'lowered'} by {abs(step)}%" for step in steps]),
        "changes2": listing([f"{'rose' if step > 0 else 'fell'} by {abs(step)}%" for step in steps]),
    }


def oracle(changes_list: list[int]) -> Fraction:
    whole = 100 ** len(changes_list)
    return Fraction(100 * (prod(100 + change for change in changes_list) - whole), whole)


FAMILY = template_family(
    name="successive_percent",
    title="Percent changes in a row",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=16,
)
