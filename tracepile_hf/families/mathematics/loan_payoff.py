"""A loan with monthly payments: month by month in fractions, against the closed form of the debt."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import money, person

STATEMENTS = (
    """$name borrows $debt_text at $rate% interest per month. At the end of each month the interest is added, then
    $name pays $payment_text (or the rest, if it is less). How many payments does $they make?""",
    """A loan of $debt_text grows by $rate% every month, after which $payment_text is paid back. In the last month only
    the remaining debt is paid. After how many months is the loan gone?""",
    """$name owes $debt_text. Every month $rate% interest is charged on what is still owed, and then $they transfers
    $payment_text, in the last month only what is left. How many transfers are needed?""",
)

CODE = """
from fractions import Fraction

def solution():
    debt = Fraction($debt)
    payment = $payment
    monthly_growth = Fraction(100 + $rate, 100)
    months = 0
    while debt > 0:
        debt *= monthly_growth
        debt -= min(payment, debt)
        months += 1
    return months
"""


def generate(random: Random, size: int) -> dict[str, object]:
    rate = random.randint(1, 3)
    debt = random.randrange(500, 9000, 100)
    months = random.randint(max(2, size // 2), size + 1)
    growth = (1 + rate / 100) ** months
    payment = int(debt * (growth * rate / 100) / (growth - 1)) + random.randint(1, 9)
    return {
        **person(random),
        "debt": debt,
        "debt_text": money(100 * debt),
        "rate": rate,
        "payment": payment,
        "payment_text": money(100 * payment),
    }


def oracle(debt: int, payment: int, rate: int) -> int:
    growth = Fraction(100 + rate, 100)

    def owed(months: int) -> Fraction:
        return debt * growth**months - payment * (growth**months - 1) / (growth - 1)

    return next(months for months in range(1, 10_000) if owed(months) <= 0)


FAMILY = template_family(
    name="loan_payoff",
    title="Months until a loan is paid back",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=60,
)
