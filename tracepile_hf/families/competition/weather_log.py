"""Prefix sums: means, changes and sums of a log of temperatures."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A log of temperatures has one line a day with the name of the day and the temperatures measured. For each day the mean
is the sum of its temperatures divided by their number, rounded to the nearest whole number (halves away from zero).
Days on which nothing was measured have no mean.

Input

Each line, until the end of the input, contains a day (a word), a colon and any number of temperatures (-40 to 50),
all separated by spaces. There are at most 200 lines.

Output

For each day print its name and mean, or its name and a hyphen. On the last line print the greatest rise and the
greatest fall of the mean from one day to the next one with a mean (0 if there is none), and the sum of all
temperatures measured until the warmest day, that day included (the first one, if several have the same mean; 0 if
nothing was measured at all).

Example

Input:
    mon : 3 4 4
    tue :
    wed : -2 1 -6
    thu : 8

Output:
    mon 4
    tue -
    wed -2
    thu 8
    10 6 12
"""

CODE = """
import sys

means = []
running = []
total = 0
for line in sys.stdin:
    day, _, *temps = line.split()
    temps = [int(t) for t in temps]
    total += sum(temps)
    if not temps:
        print(day, "-")
        continue
    s, k = sum(temps), len(temps)
    mean = (abs(s) * 2 + k) // (2 * k)
    if s < 0:
        mean = -mean
    print(day, mean)
    means.append(mean)
    running.append(total)
rise = fall = 0
for x, y in zip(means, means[1:]):
    rise = max(rise, y - x)
    fall = max(fall, x - y)
if means:
    warm = max(range(len(means)), key=means.__getitem__)
    print(rise, fall, running[warm])
else:
    print(0, 0, 0)
"""


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def generate(random: Random, size: int) -> str:
    log = []
    for day in range(max(1, size // 2)):
        measured = [random.randint(-9, 30) for _ in range(random.choice((0, 1, 2, 3)))]
        log.append((DAYS[day % 7], ":", *measured))
    return lines(*log)


def oracle(stdin: str) -> str:
    log = [(row.split()[0], [int(word) for word in row.split()[2:]]) for row in stdin.splitlines()]
    means = [
        int((Decimal(sum(measured)) / len(measured)).quantize(Decimal(1), ROUND_HALF_UP)) if measured else None
        for _, measured in log
    ]
    known = [mean for mean in means if mean is not None]
    steps = [after - before for before, after in pairwise(known)]
    until = means.index(max(known)) + 1 if known else 0
    warm = sum(sum(measured) for _, measured in log[:until])
    rows = [(day, "-" if mean is None else mean) for (day, _), mean in zip(log, means, strict=True)]
    return lines(*rows, (max([0, *steps]), -min([0, *steps]), warm))


FAMILY = script_family(
    name="weather_log",
    title="Means, changes and sums of a log of temperatures",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=200,
)
