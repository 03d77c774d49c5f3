"""Two-digit numbers compared with their reversals: trying all, against solving for the digits."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """Reversing the digits of a two-digit number increases it by $rise. How many such numbers are there from $low to
    $high, and what is their sum?""",
    """$name looks at the two-digit numbers from $low to $high and picks those that become larger by exactly $rise when
    their two digits are swapped. State how many $they picks and the sum of these numbers.""",
    """Between $low and $high (both included), some two-digit numbers grow by $rise if you read them backwards. Find
    out how many they are and what they add up to.""",
)

CODE = """
def solution():
    count = 0
    total = 0
    for number in range($low, $high + 1):
        tens, ones = divmod(number, 10)
        swapped = 10 * ones + tens
        if swapped - number == $rise:
            count += 1
            total += number
    return count, total
"""


def generate(random: Random, size: int) -> dict[str, object]:
    low = random.randint(10, 60)
    high = min(98, low + random.randint(max(12, size // 2 + 4), size + 14))
    return {**person(random), "low": low, "high": high, "rise": 9 * random.randint(1, 4)}


def oracle(low: int, high: int, rise: int) -> tuple[int, int]:
    numbers = [11 * tens + rise // 9 for tens in range(1, 10) if tens + rise // 9 <= 9]
    kept = [number for number in numbers if low <= number <= high]
    return len(kept), sum(kept)


FAMILY = template_family(
    name="reversed_digits",
    title="A two-digit number and its reversal",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=20,
    max_size=80,
)
