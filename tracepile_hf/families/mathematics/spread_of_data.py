"""A variance with numpy, against the mean of squares in fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """Find the variance of the numbers $numbers_text, that is, the mean of the squared differences from their mean,
    rounded to three decimals, and state how many of the numbers lie above the mean.""",
    """$name weighs apples and notes $numbers_text grams. How many apples weigh more than the mean, and what is the
    variance (dividing by the number of apples), to three decimals? Give the variance first.""",
    """A machine filled bags with $numbers_text grams. Give the mean squared deviation from their mean, with three
    decimals, and the number of bags that are heavier than the mean.""",
)

CODE = """
import numpy as np

numbers = np.array($numbers)
mean = numbers.mean()
squares = 0.0
above = 0
for number in numbers.tolist():
    squares += (number - mean) ** 2
    if number > mean:
        above += 1
variance = squares / len(numbers)
print(f"{variance:.3f}", above)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    numbers = [random.randint(90, 150) for _ in range(random.choice((4, 5, 8, 10)) if size > 3 else 4)]
    return {**person(random), "numbers": numbers, "numbers_text": listing(numbers)}


def oracle(numbers: list[int]) -> str:
    mean = Fraction(sum(numbers), len(numbers))
    variance = Fraction(sum(number * number for number in numbers), len(numbers)) - mean**2
    return f"{float(variance):.3f} {sum(number > mean for number in numbers)}"


FAMILY = template_family(
    name="spread_of_data",
    title="The variance of some data",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=14,
    modules=("numpy",),
)
