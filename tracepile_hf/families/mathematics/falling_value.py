"""Depreciation until a limit is passed: year by year, against powers."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import money, person

STATEMENTS = (
    """A $thing bought for $price_text loses $rate% of its value every year. At the end of year $service, after the
    loss of that year, a repair adds $repair_text to the value. After how many years is it worth less than $limit_text
    for the first time?""",
    """$name buys a $thing for $price_text. Its value falls by $rate% a year; at the end of year $service a repair adds
    $repair_text. Find the number of years after which the value is below $limit_text.""",
    """A $thing costs $price_text new. Each year takes away $rate% of the value it had at the year's beginning; in year
    $service, after that, it is overhauled, which adds $repair_text. In which year does its value end up below
    $limit_text for the first time?""",
)

CODE = """
from fractions import Fraction

value = Fraction($price)
years = 0
while value >= $limit:
    years += 1
    value -= value * $rate / 100
    if years == $service:
        value += $repair
print(years)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    rate = random.randint(8, 30)
    price = random.randrange(2000, 30000, 500)
    years = random.randint(max(1, size // 2), size + 4)
    limit = max(100, round(price * (1 - rate / 100) ** years / 100) * 100)
    repair = random.randrange(100, 1000, 50)
    return {
        **person(random),
        "thing": random.choice(("car", "tractor", "motorcycle", "delivery van", "boat", "printing press")),
        "price": price,
        "price_text": money(100 * price),
        "rate": rate,
        "limit": limit,
        "limit_text": money(100 * limit),
        "service": random.randint(2, 5),
        "repair": repair,
        "repair_text": money(100 * repair),
    }


def oracle(price: int, limit: int, rate: int, service: int, repair: int) -> int:
    kept = Fraction(100 - rate, 100)
    year = 1
    while price * kept**year + (repair * kept ** (year - service) if year >= service else 0) >= limit:
        year += 1
    return year if price >= limit else 0


FAMILY = template_family(
    name="falling_value",
    title="Years until something has lost its value",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=60,
)
