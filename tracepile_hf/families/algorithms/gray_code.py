"""Gray code: neighbouring numbers differ in one binary digit."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
The Gray code of n is n XOR n shifted right by one. Return for each number of the list the triple (number, its Gray
code in binary with at least the given width, the number whose Gray code it is).
"""

CODE = """
def decode(code):
    number = 0
    while code > 0:
        number ^= code
        code >>= 1
    return number


def gray_table(numbers, width):
    table = []
    for number in numbers:
        code = number ^ (number >> 1)
        digits = format(code, "b").zfill(width)
        table.append((number, digits, decode(number)))
    return table
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return [random.randint(1, 63) for _ in range(size)], random.choice([4, 6, 8])


def oracle(numbers: list[int], width: int) -> list[tuple[int, str, int]]:
    # The reflected list: each round puts a 1 in front of the codes so far, in reverse order.
    codes = [""]
    for _ in range(7):
        codes = ["0" + code for code in codes] + ["1" + code for code in reversed(codes)]
    value = {int(code, 2): number for number, code in enumerate(codes)}
    return [(n, codes[n].lstrip("0").zfill(width), value[n]) for n in numbers]


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    widths = {len(digits) for _, digits, _ in output}
    for width in sorted(widths):
        yield [number for number, _, _ in output], width


IDEA = (
    "Shifting a number by one and taking XOR cancels the carry: two neighbours differ in one digit only. "
    "Decoding undoes it by XOR with all shorter shifts."
)
INVARIANTS = (
    Invariant(
        "code == number ^ (number >> 1) and bin(code ^ ((number + 1) ^ ((number + 1) >> 1))).count('1') == 1",
        (
            "the code of {number} is {code}, and that of {number + 1|calc}, which is {(number + 1) ^ ((number + "
            "1) >> 1)}, differs in one binary digit"
        ),
        line="code = number ^ (number >> 1)",
    ),
    Invariant(
        "len(numbers) == len(result)",
        "the numbers stand in the output: {[row[0] for row in result]|list}",
        moment="output",
    ),
)


FAMILY = function_family(
    name="gray_code",
    title="Gray code there and back",
    statement=STATEMENT,
    code=CODE,
    entry_point="gray_table",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
