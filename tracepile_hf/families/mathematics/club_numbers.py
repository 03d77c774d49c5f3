"""Numbers with a divisor in a list: testing each, against inclusion and exclusion."""

from __future__ import annotations

from itertools import combinations
from math import lcm
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """How many of the whole numbers from 1 to $last are divisible by at least one of $divisors_text, and how many by
    exactly one of them?""",
    """$last lockers stand in a row, numbered from 1. $name sticks a dot on a locker for each of the numbers
    $divisors_text that divides the locker's number. How many lockers get a dot, and how many get exactly one?""",
    """Pages 1 to $last of an album are stamped: for each of the numbers $divisors_text, every page whose number it
    divides gets one stamp. How many pages carry a stamp, and how many carry a single one?""",
)

CODE = """
divisors = $divisors
at_least_one = 0
exactly_one = 0
for number in range(1, $last + 1):
    hits = 0
    for divisor in divisors:
        if number % divisor == 0:
            hits += 1
    if hits >= 1:
        at_least_one += 1
    if hits == 1:
        exactly_one += 1
print(at_least_one, exactly_one)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    divisors = sorted(random.sample(range(2, 10), random.choice((2, 3))))
    last = random.randint(max(6, size // 2), max(8, size))
    return {**person(random), "last": last, "divisors": divisors, "divisors_text": listing(divisors)}


def oracle(last: int, divisors: list[int]) -> str:
    sums = [sum(last // lcm(*group) for group in combinations(divisors, k)) for k in range(1, len(divisors) + 1)]
    signs = [(-1) ** k for k in range(len(sums))]
    some_of_them = sum(sign * value for sign, value in zip(signs, sums, strict=True))
    one = sum(sign * (k + 1) * value for k, (sign, value) in enumerate(zip(signs, sums, strict=True)))
    return f"{some_of_them} {one}"


IDEA = (
    "Each number is asked how many of the divisors divide it. Numbers that are hit at least once and "
    "exactly once are counted apart."
)
INVARIANTS = (
    Invariant(
        "number % divisor == 0",
        "{divisor} divides {number}, which is {number // divisor} times as much",
        line="hits += 1",
    ),
    Invariant(
        "exactly_one <= at_least_one",
        "{exactly_one|# number} of the {at_least_one} hit so far {exactly_one|is/are} hit just once",
        line="exactly_one += 1",
    ),
)


FAMILY = template_family(
    name="club_numbers",
    title="Numbers divisible by one of several numbers",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=24,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
)
