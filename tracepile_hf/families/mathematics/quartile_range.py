"""Quartiles as medians of halves, against the statistics of sorted positions."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from statistics import median

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """Find the lower quartile, the upper quartile and the difference between them for the data $numbers_text. (The
    quartiles are the medians of the lower and of the upper half; with an odd number of values the middle one belongs
    to neither half.)""",
    """During $count days $name counts the cars that pass by in a minute: $numbers_text. Give the lower quartile, the
    upper quartile and the interquartile range. Take as quartiles the medians of the lower and upper half of the sorted
    values, leaving out the middle value if there is one.""",
    """Sort the values $numbers_text. What are the medians of their lower half and of their upper half (drop the middle
    value if the number of values is odd), and how far apart are these two medians?""",
)

CODE = """
from fractions import Fraction

def median_of(ordered):
    middle = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)

data = $numbers
data.sort()
half = len(data) // 2
lower = median_of(data[:half])
upper = median_of(data[-half:])
print(lower, upper, upper - lower)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    numbers = [random.randint(0, 60) for _ in range(random.randint(max(4, size - 2), max(5, size + 2)))]
    return {**person(random), "numbers": numbers, "numbers_text": listing(numbers), "count": len(numbers)}


def oracle(numbers: list[int]) -> str:
    ranked = sorted(numbers)
    low = median([Fraction(number) for number in ranked[: len(ranked) // 2]])
    high = median([Fraction(-number) for number in [-n for n in ranked[::-1]][: len(ranked) // 2]])
    return f"{low} {high} {high - low}"


FAMILY = template_family(
    name="quartile_range",
    title="Quartiles and the range between them",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=22,
)
