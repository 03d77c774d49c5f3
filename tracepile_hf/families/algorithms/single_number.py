"""XOR: two numbers occur once, all others twice."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Every number of a list occurs twice, except for two different ones that occur once. Return these two in ascending
order and the XOR of all numbers of the list.
"""

CODE = """
def unpaired(numbers):
    both = 0
    for number in numbers:
        both ^= number
    lowest = both & -both
    first = 0
    second = 0
    for number in numbers:
        if number & lowest:
            first ^= number
        else:
            second ^= number
    return min(first, second), max(first, second), both
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    chosen = random.sample(range(1, 60 + 4 * size), size // 2 + 2)
    numbers = chosen + chosen[2:]
    random.shuffle(numbers)
    return (numbers,)


def oracle(numbers: list[int]) -> tuple[int, int, int]:
    small, large = sorted(number for number in numbers if numbers.count(number) == 1)
    digits = [str((small >> place) % 2 + (large >> place) % 2 & 1) for place in reversed(range(20))]
    return small, large, int("".join(digits), 2)


FAMILY = function_family(
    name="single_number",
    title="The numbers without a partner",
    statement=STATEMENT,
    code=CODE,
    entry_point="unpaired",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=200,
)
