"""A parking fee with a free start and a daily cap: day by day, against a formula over the whole stay."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person, some

STATEMENTS = (
    """A car park charges $$$rate for every started hour, but never more than $$$cap for one period of 24 hours.
    $name's car stays there for $stay. How many dollars is that?""",
    """$name leaves the car at the airport for $stay. Parking costs $$$rate per hour or part of an hour; in each block
    of 24 hours at most $$$cap is charged. Find the fee in dollars.""",
    """A boat is moored for $stay. The harbour takes $$$rate for each hour begun and stops counting at $$$cap within
    every 24 hours. What does the mooring cost in dollars?""",
)

CODE = """
def day_fee(minutes):
    hours = minutes // 60
    if minutes % 60 > 0:
        hours += 1
    return min(hours * $rate, $cap)

def solution():
    minutes_left = $days * 24 * 60 + $hours * 60 + $minutes
    fee = 0
    while minutes_left > 0:
        parked_today = min(minutes_left, 24 * 60)
        fee += day_fee(parked_today)
        minutes_left -= parked_today
    return fee
"""


def generate(random: Random, size: int) -> dict[str, object]:
    rate = random.randint(2, 6)
    days, hours, minutes = random.randint(0, size), random.randint(1, 20), random.randrange(1, 60)
    stay = f"{some(hours, 'hour')} and {some(minutes, 'minute')}"
    return {
        **person(random),
        "rate": rate,
        "cap": rate * random.randint(5, 12) + random.randint(0, rate - 1),
        "days": days,
        "hours": hours,
        "minutes": minutes,
        "stay": f"{some(days, 'day')}, {stay}" if days else stay,
    }


def oracle(rate: int, cap: int, days: int, hours: int, minutes: int) -> int:
    full_day = min(24 * rate, cap)
    started_hours = hours + -(-minutes // 60)
    return days * full_day + min(rate * started_hours, cap)


FAMILY = template_family(
    name="parking_fee",
    title="A parking fee with a daily cap",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=60,
)
