"""Sums of proper divisors classify numbers."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
A number is called abundant, perfect or deficient if the sum of its divisors smaller than itself is greater than,
equal to or less than the number. Return a dictionary from each given number to the pair (sum of those divisors,
class).
"""

CODE = """
def classify(numbers):
    result = {}
    for number in numbers:
        total = 0
        for divisor in range(1, number // 2 + 1):
            if number % divisor == 0:
                total += divisor
        if total > number:
            result[number] = (total, "abundant")
        elif total == number:
            result[number] = (total, "perfect")
        else:
            result[number] = (total, "deficient")
    return result
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return (random.sample([6, 8, 9, 10, 12, 14, 15, 16, 18, 20, 21, 24, 25, 26, 27, 28, 30, 32, 33, 36], size),)


def oracle(numbers: list[int]) -> dict[int, tuple[int, str]]:
    names = {1: "abundant", 0: "perfect", -1: "deficient"}
    result = {}
    for n in numbers:
        pairs = {(d, n // d) for d in range(1, n + 1) if n % d == 0 and d * d <= n}
        total = sum({divisor for pair in pairs for divisor in pair}) - n
        result[n] = total, names[(total > n) - (total < n)]
    return result


IDEA = (
    "A divisor of a number other than itself is at most its half. So adding up those of 1 to the half "
    "gives all that is needed."
)
INVARIANTS = (
    Invariant(
        "number % divisor == 0 and total >= divisor",
        "{divisor} divides {number}, and the sum of its divisors is {total} so far",
        line="total += divisor",
    ),
    Invariant(
        "set(numbers) == set(result.keys())",
        "the numbers are the keys of the dict: {[key for key in result]|list}",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (list(result),)


FAMILY = function_family(
    name="divisor_sums",
    title="Abundant, perfect or deficient",
    statement=STATEMENT,
    code=CODE,
    entry_point="classify",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=20,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "every number of the list is a key of the result, in the same order",
        ("list(result)",),
        invert,
    ),
)
