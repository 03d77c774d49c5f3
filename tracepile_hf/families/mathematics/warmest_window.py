"""The best window of days by a moving sum, against summing every window anew."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """The temperatures of $count days were $numbers_text degrees. Which $width consecutive days had the highest mean
    temperature (give the number of the first of them, the earliest if there are several), and what was this mean,
    exactly?""",
    """$name's sales on $count days were $numbers_text books. Find the best stretch of $width days in a row: on which
    day does it begin (the first such stretch counts), and what is the mean number of books sold per day, as an exact
    fraction?""",
    """For $count days the rainfall was $numbers_text mm. Find the wettest period of $width successive days (the
    earlier one in a tie): with which day does it start, counted from 1, and what is its mean rainfall per day,
    exactly?""",
)

CODE = """
from fractions import Fraction

values = $numbers
width = $width
window = sum(values[:width])
best = window
best_start = 1
for day in range(width, len(values)):
    window += values[day] - values[day - width]
    if window > best:
        best = window
        best_start = day - width + 2
print(best_start, Fraction(best, width))
"""


def generate(random: Random, size: int) -> dict[str, object]:
    count = random.randint(max(5, size - 1), max(6, size + 2))
    numbers = [random.randint(2, 35) for _ in range(count)]
    return {
        **person(random),
        "count": count,
        "numbers": numbers,
        "numbers_text": listing(numbers),
        "width": random.randint(2, 4),
    }


def oracle(numbers: list[int], width: int) -> str:
    sums = [sum(numbers[start : start + width]) for start in range(len(numbers) - width + 1)]
    return f"{sums.index(max(sums)) + 1} {Fraction(max(sums), width)}"


FAMILY = template_family(
    name="warmest_window",
    title="The warmest days in a row",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=22,
)
