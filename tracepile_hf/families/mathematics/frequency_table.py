"""Mean and median from a frequency table with running counts, against writing all values out."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from statistics import median_low

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, some

STATEMENTS = (
    """A survey asked families for their number of children: $table. What is the mean number of children (an exact
    fraction), and what is the median (the lower middle value, if the number of families is even)?""",
    """In a village $table. Find the average number of children per family as an exact fraction, and the lower
    median.""",
    """A school counts the children of the families in a street: $table. What are the mean (as a fraction) and the
    median of the number of children per family? If there are two middle families, take the lower value.""",
)

CODE = """
from fractions import Fraction

frequencies = $frequencies
families = 0
children = 0
for number, frequency in frequencies.items():
    families += frequency
    children += number * frequency
position = (families + 1) // 2
reached = 0
for number in sorted(frequencies):
    reached += frequencies[number]
    if reached >= position:
        median = number
        break
print(Fraction(children, families), median)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    frequencies = {number: random.randint(1, 30) for number in range(max(2, min(size, 9)))}
    parts = [
        f"{some(frequency, 'family')} {'has' if frequency == 1 else 'have'} {some(number, 'child')}"
        for number, frequency in frequencies.items()
    ]
    return {"frequencies": frequencies, "table": listing(parts)}


def oracle(frequencies: dict[int, int]) -> str:
    values = [number for number, frequency in frequencies.items() for _ in range(frequency)]
    return f"{Fraction(sum(values), len(values))} {median_low(values)}"


FAMILY = template_family(
    name="frequency_table",
    title="A mean and a median from a frequency table",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=10,
)
