"""Sorting: house plates that make the smallest number."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Plates with whole numbers are hung side by side. In which order do their digits together form the smallest number?

Input

The first line contains the number of test cases t (1 <= t <= 3). Each of the next t lines contains the numbers on the
plates, at most 60, each from 1 to 9999.

Output

For each test case print the plates in the chosen order (equal plates side by side) and, on the next line, the sum of
the digits of the first and the last plate. Two plates whose digits give the same number in either order are hung with
the smaller plate first.

Example

Input:
    2
    30 3 34 9
    12 121

Output:
    30 3 34 9
    12
    121 12
    7
"""

CODE = """
from functools import cmp_to_key


def compare(a, b):
    if a + b != b + a:
        return -1 if a + b < b + a else 1
    return int(a) - int(b)


for _ in range(int(input())):
    plates = input().split()
    plates.sort(key=cmp_to_key(compare))
    print(*plates)
    print(sum(map(int, plates[0] + plates[-1])))
"""


def generate(random: Random, size: int) -> str:
    return lines(2, *([random.randint(1, random.choice((12, 130, 1350))) for _ in range(size)] for _ in range(2)))


def oracle(stdin: str) -> str:
    """A plate repeated without end is a fraction; the plates hang in ascending order of these fractions."""
    rows: list[Row] = []
    for row in stdin.splitlines()[1:]:
        plates = sorted(map(int, row.split()), key=lambda plate: (Fraction(plate, 10 ** len(str(plate)) - 1), plate))
        ends = f"{plates[0]}{plates[-1]}"
        rows += [plates, sum(ends.count(digit) * int(digit) for digit in "123456789")]
    return lines(*rows)


FAMILY = script_family(
    name="plate_order",
    title="House plates that make the smallest number",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
)
