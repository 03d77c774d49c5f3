"""Shared birthdays: multiplying chances in fractions, against counting arrangements."""

from __future__ import annotations

from fractions import Fraction
from math import perm
from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """On a planet the year has $days days, all equally likely as birthdays. How many people have to come together so
    that the probability that at least two of them share a birthday is greater than $limit?""",
    """A computer draws numbers from 1 to $days at random, with repetition. What is the smallest number of draws for
    which the chance that some number appears twice exceeds $limit?""",
    """Keys are stored in $days boxes, each key in a box chosen at random. After how many keys does the probability
    that two of them lie in one box exceed $limit for the first time?""",
)

CODE = """
from fractions import Fraction

days = $days
limit = Fraction("$limit")
all_different = Fraction(1)
people = 0
while 1 - all_different <= limit:
    all_different *= Fraction(days - people, days)
    people += 1
print(people)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    bottom = random.randint(2, 9)
    return {"days": random.randint(10, 20 + 3 * size), "limit": f"{random.randint(1, bottom - 1)}/{bottom}"}


def oracle(days: int, limit: str) -> int:
    bound = Fraction(limit)
    return next(n for n in range(1, days + 2) if 1 - Fraction(perm(days, n), days**n) > bound)


FAMILY = template_family(
    name="shared_birthdays",
    title="How many people until two share a day",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=30,
    max_size=120,
)
