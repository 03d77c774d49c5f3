"""Consecutive numbers with a given sum: sliding the first one up, against the mean."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """The sum of $count consecutive $kind numbers is $total. What is the largest of them?""",
    """$name adds up $count $kind numbers that follow one another ($kind numbers only) and gets $total. Find the
    largest of the numbers.""",
    """House numbers on one side of a street are $kind. $count neighbouring houses have numbers that add up to $total.
    Which is the highest of these numbers?""",
)

CODE = """
def solution():
    count = $count
    first = $first_try
    while True:
        total = 0
        for i in range(count):
            total += first + 2 * i
        if total >= $total:
            return first + 2 * (count - 1)
        first += 2
"""


def generate(random: Random, size: int) -> dict[str, object]:
    count = random.randint(3, 6)
    first = random.randint(2, 2 * size)
    tries = random.randint(1, 6)
    start = max(1 + (first + 1) % 2, first - 2 * tries)
    return {
        **person(random),
        "count": count,
        "kind": "odd" if first % 2 else "even",
        "first_try": start,
        "total": count * first + count * (count - 1),
    }


def oracle(count: int, first_try: int, total: int) -> int:
    return total // count + count - 1


FAMILY = template_family(
    name="consecutive_odds",
    title="Consecutive odd or even numbers with a given sum",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=20,
    max_size=200,
)
