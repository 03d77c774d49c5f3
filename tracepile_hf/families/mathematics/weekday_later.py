"""Counting days month by month with leap years, against the calendar of datetime."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import WEEKDAYS, ordinal, person

STATEMENTS = (
    """In the year $year, January 1 falls on a $first_day. Which day of the week is the ${nth} of $month_name in the
    same year, and how many days after January 1 is it?""",
    """$name's calendar for the year $year begins with a $first_day, the 1st of January. Find the weekday of
    $month_name $day and the number of days that lie between the two dates (counting only one of them).""",
    """The first day of $year is a $first_day. A concert takes place on $month_name $day of that year. What weekday is
    it, and how many days after New Year's Day?""",
)

CODE = """
weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday",
            "Friday", "Saturday", "Sunday"]
month_lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
year = $year
if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
    month_lengths[1] = 29
days = 0
for month in range(1, $month):
    days += month_lengths[month - 1]
days += $day - 1
position = (weekdays.index("$first_day") + days) % 7
print(weekdays[position], days)
"""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def generate(random: Random, size: int) -> dict[str, object]:
    year = random.choice((1900, 2000, random.randint(1950, 2090), 4 * random.randint(480, 520)))
    when = date(year, 1, 1) + timedelta(days=random.randint(31 if size > 1 else 3, 365))
    return {
        **person(random),
        "year": year,
        "first_day": WEEKDAYS[date(year, 1, 1).weekday()],
        "month": when.month,
        "day": when.day,
        "nth": ordinal(when.day),
        "month_name": MONTHS[when.month - 1],
    }


def oracle(year: int, month: int, day: int, first_day: str) -> str:
    start = date(year, 1, 1)
    when = date(year, month, day)
    return f"{WEEKDAYS[(WEEKDAYS.index(first_day) + (when - start).days) % 7]} {(when - start).days}"


FAMILY = template_family(
    name="weekday_later",
    title="The weekday of a later date",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=40,
)
