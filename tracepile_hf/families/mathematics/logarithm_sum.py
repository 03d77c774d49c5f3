"""Whole-number logarithms summed by repeated division, against blocks of equal values."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """For a positive whole number n let L(n) be the largest whole number k with $base^k ≤ n. Find the sum of L(n) over
    all whole numbers n from $first to $last.""",
    """L(n) counts how often n can be divided by $base, rounding down each time, before the result is smaller than
    $base. What is L($first) + L($second_text) + ... + L($last)?""",
    """Let L(n) be one less than the number of digits of n when n is written in base $base. Add up L(n) for n = $first,
    $second_text, and so on up to $last.""",
)

CODE = """
def whole_logarithm(n):
    times = 0
    while n >= $base:
        n //= $base
        times += 1
    return times

def solution():
    total = 0
    for n in range($first, $last + 1):
        total += whole_logarithm(n)
    return total
"""


def generate(random: Random, size: int) -> dict[str, object]:
    first = random.randint(2, 60)
    return {
        "base": random.randint(2, 5),
        "first": first,
        "second_text": first + 1,
        "last": first + random.randint(max(3, size // 2), max(4, size)),
    }


def oracle(base: int, first: int, last: int) -> int:
    return sum(max(0, last + 1 - max(first, base**k)) for k in range(1, last.bit_length() + 1))


FAMILY = template_family(
    name="logarithm_sum",
    title="Adding up whole-number logarithms",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=60,
)
