"""Mean, median and mode by sorting and counting, against the statistics module."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from statistics import median, multimode

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """$name's marks are $numbers_text. Find their mean (as an exact fraction), their median and the mark that occurs
    most often (the smallest, if there are several).""",
    """A class measured the lengths of some leaves in centimetres: $numbers_text. What are the mean (exactly), the
    median and the mode (the smallest one in case of a tie)?""",
    """Rolling a die with many faces gave $numbers_text. For these results, work out the average as a fraction, the
    middle value of the sorted list (the mean of the two middle ones, if need be), and the most frequent value (the
    least of them, if several are equally frequent).""",
)

CODE = """
from fractions import Fraction

values = sorted($numbers)
count = len(values)
mean = Fraction(sum(values), count)
middle = count // 2
if count % 2 == 1:
    median = Fraction(values[middle])
else:
    median = Fraction(values[middle - 1] + values[middle], 2)
mode = None
most = 0
for value in values:
    times = values.count(value)
    if times > most:
        mode, most = value, times
print(mean, median, mode)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    numbers = [random.randint(1, 15) for _ in range(random.randint(max(3, size - 2), max(4, size + 1)))]
    return {**person(random), "numbers": numbers, "numbers_text": listing(numbers)}


def oracle(numbers: list[int]) -> str:
    mean = sum(Fraction(number, len(numbers)) for number in numbers)
    return f"{mean} {median(map(Fraction, numbers))} {min(multimode(numbers))}"


FAMILY = template_family(
    name="mean_median_mode",
    title="Mean, median and mode",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=20,
)
