"""Gosper's hack: step through the numbers with a fixed number of one bits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Return the list of the next numbers greater than the given one that have just as many ones in binary, and the list of
their differences from one to the next, beginning with the given number.
"""

CODE = """
def following(number, count):
    numbers = []
    differences = []
    for _ in range(count):
        lowest = number & -number
        ripple = number + lowest
        ones = (number ^ ripple) // lowest >> 2
        successor = ripple | ones
        differences.append(successor - number)
        numbers.append(successor)
        number = successor
    return numbers, differences
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return random.randint(1, 2000), size


def oracle(number: int, count: int) -> tuple[list[int], list[int]]:
    numbers = [number]
    while len(numbers) <= count:
        bits = f"0{numbers[-1]:b}"
        place = bits.rindex("01")  # that pair becomes 10, the ones behind it move to the end
        tail = "".join(sorted(bits[place + 2 :]))
        numbers.append(int(bits[:place] + "10" + tail, 2))
    return numbers[1:], [b - a for a, b in pairwise(numbers)]


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    numbers, differences = result
    yield numbers[0] - differences[0], len(numbers)


FAMILY = function_family(
    name="next_same_bits",
    title="The next number with as many ones",
    statement=STATEMENT,
    code=CODE,
    entry_point="following",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
    invert=Inverse(
        "the first difference leads from the number to the first one of the list, so we subtract it",
        (
            "result[0][0] - result[1][0]",
            "len(result[0])",
        ),
        invert,
    ),
)
