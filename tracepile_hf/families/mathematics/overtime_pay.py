"""A week's pay with overtime per day: day by day, against splitting the hours afterwards."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, money, person

STATEMENTS = (
    """$name earns $$$wage an hour. Hours beyond $normal on the same day are paid at double the rate. $They worked
    $hours_text hours on $days days in a row. From the total, $$$insurance is taken off for insurance if it is above
    $threshold_text. How many dollars does $name receive?""",
    """A carpenter called $name is paid $$$wage per hour, and twice as much for each hour after the first $normal of a
    day. The hours of the last $days days were $hours_text. If the pay comes to more than $threshold_text, an insurance
    of $$$insurance is deducted. What is the pay in dollars?""",
    """Hours on $days days: $hours_text. Pay: $$$wage for an hour, doubled for the hours of a day that go beyond
    $normal. Whoever earns more than $threshold_text in this time pays $$$insurance for insurance. How much is left for
    $name?""",
)

CODE = """
hourly_wage = $wage
hours_per_day = $hours
pay = 0
for hours in hours_per_day:
    if hours > $normal:
        overtime = hours - $normal
        pay += $normal * hourly_wage + overtime * 2 * hourly_wage
    else:
        pay += hours * hourly_wage
if pay > $threshold:
    pay -= $insurance
print(pay)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    normal = random.randint(6, 8)
    wage = random.randint(12, 45)
    hours = [random.randint(3, 12) for _ in range(size + 1)]
    threshold = wage * len(hours) * random.randint(5, 9)
    return {
        **person(random),
        "wage": wage,
        "normal": normal,
        "hours": hours,
        "hours_text": listing(hours),
        "days": len(hours),
        "threshold": threshold,
        "threshold_text": money(100 * threshold),
        "insurance": random.randint(10, 60),
    }


def oracle(wage: int, hours: list[int], normal: int, threshold: int, insurance: int) -> int:
    paid_hours = sum(hours) + sum(hour - normal for hour in hours if hour > normal)
    total = paid_hours * wage
    return total - insurance * (total > threshold)


FAMILY = template_family(
    name="overtime_pay",
    title="Pay with overtime",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=25,
)
