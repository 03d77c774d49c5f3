"""Sums of consecutive numbers with a sliding window, against counting odd divisors."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """In how many ways can $n be written as a sum of two or more consecutive positive whole numbers, and with which
    number does the longest such sum begin (0 if there is none)?""",
    """$name stacks $n cans in rows so that each row has exactly one can more than the row above it and there are at
    least two rows. In how many ways is this possible, and how many cans are in the top row if there are as many rows
    as possible (0 if it is impossible)?""",
    """Count the ways to split $n into at least two whole numbers greater than 0 that follow directly upon one another.
    And which is the smallest number in the split with the most parts (0 if no split exists)?""",
)

CODE = """
n = $n
ways = 0
longest_start = 0
rows = 2
while rows * (rows + 1) // 2 <= n:
    rest = n - rows * (rows - 1) // 2
    if rest % rows == 0:
        ways += 1
        longest_start = rest // rows
    rows += 1
print(ways, longest_start)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return {
        **person(random),
        "n": 3 * random.randint(4, 4 + 4 * size) if random.random() < 0.6 else random.randint(15, 20 + 12 * size),
    }


def oracle(n: int) -> str:
    ways = sum(n % odd == 0 for odd in range(3, n + 1, 2))
    starts = [a for a in range(1, n // 2 + 2) for b in range(a + 1, n) if (a + b) * (b - a + 1) == 2 * n]
    return f"{ways} {min(starts, default=0)}"


FAMILY = template_family(
    name="sum_of_consecutive",
    title="A number as a sum of consecutive numbers",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=40,
    max_size=200,
)
