"""Convert a numeral between bases by Horner's rule and repeated division."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
A numeral is written in some base from 2 to 16 (digits 0-9 and a-f). Return the numeral of the same number in another
such base, and the number itself.
"""

CODE = """
DIGITS = "0123456789abcdef"


def convert(numeral, source, target):
    number = 0
    for digit in numeral:
        number = number * source + DIGITS.index(digit)
    if number == 0:
        return "0", 0
    rest = number
    converted = ""
    while rest > 0:
        converted = DIGITS[rest % target] + converted
        rest //= target
    return converted, number
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    source, target = random.sample([2, 3, 5, 6, 7, 8, 9, 12, 16], 2)
    digits = "0123456789abcdef"[:source]
    return random.choice(digits[1:]) + "".join(random.choices(digits, k=size)), source, target


def oracle(numeral: str, source: int, target: int) -> tuple[str, int]:
    number = int(numeral, source)
    power = 0
    while target ** (power + 1) <= number:
        power += 1
    digits = [number // target**place % target for place in range(power, -1, -1)]
    return "".join(f"{digit:x}" for digit in digits), number


IDEA = (
    "Reading a numeral from the left, each further digit multiplies what was read by the base and adds "
    "the digit. Writing goes the other way: remainders give the digits from the right."
)
INVARIANTS = (
    Invariant(
        "number % source == DIGITS.index(digit)",
        "the last digit read, {digit}, is what is left when {number} is divided by {source}",
        line="number = number * source + DIGITS.index(digit)",
    ),
    Invariant(
        "0 <= rest < number or number == 0",
        "{rest} of {number} are still to be written",
        line="rest //= target",
    ),
    Invariant(
        "int(numeral, source) == result[1]",
        "the numeral stands for {result[1]}, which is {result[0]} in the other base",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    digits, number = result
    for target in range(2, 17):
        if max("0123456789abcdef".index(digit) for digit in digits) < target and int(digits, target) == number:
            yield str(number), 10, target


FAMILY = function_family(
    name="base_conversion",
    title="From one base to another",
    statement=STATEMENT,
    code=CODE,
    entry_point="convert",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=30,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the number itself is in the result, so we may write it in any base, say ten, and only the "
        "target is to be found: the base in which the digits of the result are worth that number",
        (
            "result[0]",
            "result[1]",
        ),
        invert,
    ),
)
