"""Gosper's hack: step through the numbers with a fixed number of one bits."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from tracepile_hf.families.family import function_family

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
)
