"""Primes found by trial division, against a sieve."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """Find the number of primes from $low to $high and the sum of all of them.""",
    """$name marks the prime numbers between $low and $high (both included) on a number line. How many does $they mark,
    and what do they add up to?""",
    """In a game every prime number from $low to $high brings as many points as its value. How many such numbers are
    there, and how many points do they bring altogether?""",
)

CODE = """
def is_prime(number):
    if number < 2:
        return False
    divisor = 2
    while divisor * divisor <= number:
        if number % divisor == 0:
            return False
        divisor += 1
    return True

count = 0
total = 0
for number in range($low, $high + 1):
    if is_prime(number):
        count += 1
        total += number
print(count, total)
"""


def generate(random: Random, size: int) -> dict[str, object]:
    low = random.randint(2, 90)
    return {**person(random), "low": low, "high": low + random.randint(max(3, size // 2), size + 3)}


def oracle(low: int, high: int) -> str:
    composite = {multiple for factor in range(2, high) for multiple in range(2 * factor, high + 1, factor)}
    primes = [number for number in range(max(2, low), high + 1) if number not in composite]
    return f"{len(primes)} {sum(primes)}"


FAMILY = template_family(
    name="prime_sum",
    title="Primes in an interval",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=120,
)
