"""Bacteria that multiply while samples are taken: hour by hour, against the solved recurrence."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """A culture starts with $start bacteria. Within every hour their number is multiplied by $factor, and at the end
    of the hour $sample bacteria are taken out for a test. How many bacteria are there after $hours hours?""",
    """In a laboratory $start bacteria are put into a dish. Each hour the number of bacteria becomes $factor times as
    large; then $name removes $sample of them. How many are in the dish after $hours hours?""",
    """Yeast cells multiply: each cell becomes $factor cells within an hour. At the end of each hour $name takes $sample
    cells away. $They began with $start cells. What is their number after $hours hours?""",
)

CODE = """
def one_hour_later(bacteria):
    grown = bacteria * $factor
    return grown - $sample

def solution():
    bacteria = $start
    for hour in range($hours):
        bacteria = one_hour_later(bacteria)
    return bacteria
"""


def generate(random: Random, size: int) -> dict[str, object]:
    factor = random.choice((2, 2, 3, 4))
    sample = random.randint(5, 90)
    return {
        **person(random),
        "start": sample + random.randint(5, 100),
        "factor": factor,
        "sample": sample,
        "hours": random.randint(max(2, size - 2), size + 2),
    }


def oracle(start: int, factor: int, sample: int, hours: int) -> int:
    growth: int = factor**hours
    removed = sample * (growth - 1) // (factor - 1)
    return start * growth - removed


FAMILY = template_family(
    name="bacteria_culture",
    title="A culture that multiplies and is sampled",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=30,
)
