"""Income tax with brackets: bracket by bracket, against integrating the marginal rate."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import money, person

STATEMENTS = (
    """In a small country the income tax works with brackets: $brackets. Everything above $top_text is taxed at
    $top_rate%. $name earns $income_text a year. How many dollars of tax does $they have to pay?""",
    """$name has a yearly income of $income_text. The tax rules are: $brackets, and $top_rate% on whatever exceeds
    $top_text. Find $their tax for the year in dollars.""",
    """Tax office rules say: $brackets, and beyond $top_text the rate is $top_rate%. A rate applies only to the part of
    the income inside its bracket. What does somebody with $income_text owe, in dollars?""",
)

CODE = """
def solution():
    income = $income
    limits = $limits
    rates = $rates
    tax = 0
    lower = 0
    for limit, rate in zip(limits, rates):
        if income <= lower:
            break
        taxed_here = min(income, limit) - lower
        tax += taxed_here * rate // 100
        lower = limit
    if income > lower:
        tax += (income - lower) * $top_rate // 100
    return tax
"""


def generate(random: Random, size: int) -> dict[str, object]:
    steps = max(1, min(size, 6))
    limits = sorted(random.sample(range(4000, 16000 + 12000 * steps, 1000), steps))
    *rates, top_rate = sorted(random.sample(range(4, 52, 2), steps + 1))
    parts = [
        f"${lower:,} to ${limit:,}: {rate}%" for lower, limit, rate in zip([0, *limits], limits, rates, strict=False)
    ]
    income = random.randrange(3000, limits[-1] + 20000, 100)
    return {
        **person(random),
        "brackets": "; ".join(parts),
        "income": income,
        "limits": limits,
        "rates": rates,
        "top_limit": limits[-1],
        "top_rate": top_rate,
        "top_text": money(limits[-1] * 100),
        "income_text": money(income * 100),
    }


def oracle(income: int, limits: list[int], rates: list[int], top_rate: int) -> int:
    tax_in_cents = 0
    for hundred in range(0, income, 100):
        passed = sum(limit <= hundred for limit in limits)
        tax_in_cents += 100 * [*rates, top_rate][passed]
    return tax_in_cents // 100


FAMILY = template_family(
    name="income_tax",
    title="Income tax with brackets",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=6,
)
