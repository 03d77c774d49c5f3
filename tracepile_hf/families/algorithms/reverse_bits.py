"""Reverse the binary digits of numbers of fixed width; order them by the result."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Numbers of the given width in binary digits are sorted by the number that results from reading their digits from right
to left. Return the sorted list and the list of the reversed numbers in that order.
"""

CODE = """
def reverse_bits(number, width):
    result = 0
    for _ in range(width):
        result = result << 1 | number & 1
        number >>= 1
    return result


def bit_reversal_order(numbers, width):
    pairs = []
    for number in numbers:
        pairs.append((reverse_bits(number, width), number))
    pairs.sort()
    return [number for _, number in pairs], [turned for turned, _ in pairs]
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    width = random.randint(5, 8)
    return random.sample(range(2**width), size), width


def oracle(numbers: list[int], width: int) -> tuple[list[int], list[int]]:
    turned = {number: int(f"{number:0{width}b}"[::-1], 2) for number in numbers}
    order = sorted(numbers, key=lambda number: turned[number])
    return order, [turned[number] for number in order]


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    numbers, turned = result
    for width in range(1, 10):
        if all(number < 1 << width for number in numbers) and all(
            int(f"{number:0{width}b}"[::-1], 2) == other for number, other in zip(numbers, turned, strict=True)
        ):
            yield numbers, width


FAMILY = function_family(
    name="reverse_bits",
    title="Reversing binary digits",
    statement=STATEMENT,
    code=CODE,
    entry_point="bit_reversal_order",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=24,
    invert=Inverse(
        "the first part lists the numbers and the second one their reversals in the same order, so only "
        "the width is to be found: the one in which the first number, reversed, is its partner",
        (
            "result[0][0]",
            "result[1][0]",
        ),
        invert,
    ),
)
