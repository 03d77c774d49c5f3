"""Multiples with a chosen digit-sum property: testing each multiple, against a count by digits."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import ordinal, person

STATEMENTS = (
    """Among the multiples of $k from $first to $last (both are multiples of $k), how many have a digit sum that is
    divisible by $m, and which is the largest of them (0 if there is none)?""",
    """$name counts in steps of $k from $first up to $last. A number is called lucky if the sum of its digits is a
    multiple of $m. How many lucky numbers does $they say, and which one is the last (0 if there is none)?""",
    """Look at $first and every ${kth} number after it up to $last. In how many of these numbers is the sum of the
    digits a multiple of $m, and which such number is the greatest (0 if there is none)?""",
)

CODE = """
def digit_sum(number):
    total = 0
    while number > 0:
        total += number % 10
        number //= 10
    return total

lucky = 0
last_lucky = 0
for number in range($first, $last + 1, $k):
    if digit_sum(number) % $m == 0:
        lucky += 1
        last_lucky = number
print(lucky, last_lucky)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    k = random.choice((7, 8, 11, 13, 16, 17, 19, 23))
    first = k * random.randint(2, 30)
    return {
        **person(random),
        "k": k,
        "kth": ordinal(k),
        "first": first,
        "last": first + k * random.randint(max(3, size // 2), size + 3),
        "m": random.randint(3, 6),
    }


def oracle(k: int, first: int, last: int, m: int) -> str:
    lucky = [number for number in range(first, last + 1) if number % k == 0 and sum(map(int, str(number))) % m == 0]
    return f"{len(lucky)} {[0, *lucky][-1]}"


FAMILY = template_family(
    name="digit_sum_multiples",
    title="Numbers with a digit sum that is a multiple",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=120,
)
