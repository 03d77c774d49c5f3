"""Month by month, against the calendar of the standard library."""

from __future__ import annotations

import datetime
from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN
from tracepile_hf.families.telling import told_family

STATEMENTS = (
    """Today is $day_text in $year. Which date is it $days days from now? Write month and day as numbers, like 3-27.""",
    """A parcel was sent on $day_text of the year $year and arrived $days days later. On which date? (As month-day in digits, for example 11-5.)""",
    """$name plants a tree on $day_text, $year, and comes back after $days days. What is the date then, as month-day in numbers?""",
)

CODE = """
lengths = $lengths
month, day = $month, $day
left = $days
while day + left > lengths[month - 1]:
    #: taken => Month {month} has {lengths[month - 1]} days. || There are {lengths[month - 1]} days in month {month}.
    #: not taken => Month {month} has room for the rest. || The rest stays within month {month}.
    rest = lengths[month - 1] - day + 1
    left -= rest
    #: To the first of the next month it is {lengths[month - 1]} - {day} + 1 = {rest}, so {was left} - {rest} = {left} are left. || Getting to the next month takes {rest} days; {was left} - {rest} = {left} remain.
    month = month % 12 + 1
    day = 1
day += left
#: {was day} + {left} = {day}. || So the day is {was day} + {left} = {day}.
print(f"{month}-{day}")
#: That is day {day} of month {month}: {month}-{day}. || We arrive at {month}-{day}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    start = datetime.date(random.randint(2001, 2099), random.randint(1, 8), random.randint(1, 28))
    lengths = [31, 29 if start.year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return {
        "lengths": lengths,
        "month": start.month,
        "day": start.day,
        "days": random.randint(12, 20 + 10 * min(size, 9)),
        "year": start.year,
        "day_text": f"{start:%B} {start.day}",
        "name": random.choice((*WOMEN, *MEN)),
    }


def oracle(lengths: list[int], month: int, day: int, days: int) -> str:
    found = datetime.date(2004 if lengths[1] == 29 else 2001, month, day) + datetime.timedelta(days)
    return f"{found.month}-{found.day}"


FAMILY = told_family(
    name="days_after",
    title="A date so many days later",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=9,
)
