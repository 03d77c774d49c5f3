"""Interest and yearly deposits: year by year in fractions, against the annuity formula."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import money, person

STATEMENTS = (
    """$name opens an account with $start_text. At the end of each year the bank adds $rate% interest, and right after
    that $they pays in $deposit_text. How much is in the account after $years years, rounded to whole cents?""",
    """An account starts with $start_text and earns $rate% a year. Directly after the interest is credited,
    $deposit_text is added every year. Find the balance after $years years, to the nearest cent.""",
    """Grandparents put $start_text into a fund. It grows by $rate% a year, and at each year's end, after the growth,
    they add $deposit_text. What is in the fund after $years years? Round to cents.""",
)

CODE = """
from fractions import Fraction

balance = Fraction($start)
growth = 1 + Fraction($rate, 100)
for year in range($years):
    balance = balance * growth
    balance = balance + $deposit
print(f"{float(balance):.2f}")
"""


def generate(random: Random, size: int) -> dict[str, object]:
    start, deposit = random.randrange(200, 5000, 100), random.randrange(50, 1000, 50)
    return {
        **person(random),
        "start": start,
        "start_text": money(100 * start),
        "rate": random.randint(1, 7),
        "deposit": deposit,
        "deposit_text": money(100 * deposit),
        "years": max(2, size) + random.randint(-1, 2),
    }


def oracle(start: int, rate: int, years: int, deposit: int) -> str:
    growth = Fraction(100 + rate, 100)
    total = start * growth**years + deposit * (growth**years - 1) / (growth - 1)
    return f"{float(total):.2f}"


FAMILY = template_family(
    name="yearly_deposits",
    title="Savings with compound interest and yearly deposits",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=25,
)
