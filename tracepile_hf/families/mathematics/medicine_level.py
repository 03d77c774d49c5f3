"""A repeated dose with partial breakdown: dose by dose, against the fixed point of the recurrence."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import ordinal, person

STATEMENTS = (
    """$name takes $dose mg of a medicine every morning. During a day $lost% of what is in the body is broken down. How
    many milligrams are in the body right after the ${nth} dose (exactly)?""",
    """Every evening $dose litres of fertiliser are poured into a pond, and until the next evening $lost% of the
    fertiliser in it disappears. How many litres does the pond contain directly after the ${nth} time, as an exact
    number?""",
    """A tank is dosed with $dose g of chlorine once a day, and $lost% of the chlorine in it is used up between two
    doses. What is the exact amount in grams immediately after dose number $days?""",
)

CODE = """
from fractions import Fraction

dose = $dose
kept = 1 - Fraction($lost, 100)
amount = Fraction(0)
for day in range($days):
    amount = amount * kept
    amount = amount + dose
print(amount)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    days = random.randint(2, max(3, size))
    return {
        **person(random),
        "dose": random.randrange(20, 400, 10),
        "lost": random.choice((10, 15, 20, 25, 30, 40, 50, 60, 75, 80)),
        "days": days,
        "nth": ordinal(days),
    }


def oracle(dose: int, lost: int, days: int) -> Fraction:
    limit = Fraction(100 * dose, lost)
    return limit - limit * Fraction(100 - lost, 100) ** days


FAMILY = template_family(
    name="medicine_level",
    title="Medicine in the blood",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=20,
)
