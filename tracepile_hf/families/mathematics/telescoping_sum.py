"""A sum of unit fractions term by term, against the telescoped form."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """Find the exact value of $terms.""",
    """$name adds up the fractions $terms. What is the sum in lowest terms?""",
    """A tank is filled by portions of $terms litres. How many litres are in it, as an exact fraction?""",
)

CODE = """
from fractions import Fraction

step = $step
factor = $first
total = Fraction(0)
for _ in range($count):
    total += Fraction($top, factor * (factor + step))
    factor += step
print(total)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    step, first, top = random.randint(1, 5), random.randint(1, 7), random.randint(1, 6)
    count = random.randint(3, max(4, size))
    fractions = [f"{top}/({first + k * step}·{first + (k + 1) * step})" for k in range(count)]
    return {
        **person(random),
        "step": step,
        "first": first,
        "top": top,
        "count": count,
        "terms": " + ".join(fractions),
    }


def oracle(step: int, first: int, count: int, top: int) -> Fraction:
    return Fraction(top, step) * (Fraction(1, first) - Fraction(1, first + count * step))


FAMILY = template_family(
    name="telescoping_sum",
    title="A sum of fractions that collapses",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=25,
)
