"""Greedy: sharing bread in unit fractions."""

from __future__ import annotations

from math import gcd
from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A baker wants to give everybody a / b of a loaf, and cuts only pieces of the sizes 1/2, 1/3, 1/4 and so on. He always
takes the largest piece that is not too large for what is still owed, at most five pieces for a share.

Input

The first line contains the number of shares t (1 <= t <= 30). Each of the next t lines contains a and b (1 <= a < b
<= 60).

Output

For each share print the denominators of the pieces and, if something is still owed after five pieces, the sign + and
what is owed as a fraction in lowest terms.

Example

Input:
    2
    3 4
    5 7

Output:
    2 4
    2 5 70
"""

CODE = """
from fractions import Fraction


def share(a, b):
    owed = Fraction(a, b)
    pieces = []
    while owed and len(pieces) < 5:
        d = -(-owed.denominator // owed.numerator)
        pieces.append(d)
        owed -= Fraction(1, d)
    return pieces, owed


for _ in range(int(input())):
    pieces, owed = share(*map(int, input().split()))
    if owed:
        print(*pieces, "+", owed)
    else:
        print(*pieces)
"""


def generate(random: Random, size: int) -> str:
    shares = []
    for _ in range(size):
        whole = random.randint(3, 30)
        shares.append((random.randint(2, whole - 1), whole))
    return lines(size, *shares)


def oracle(stdin: str) -> str:
    return lines(*(_pieces(*map(int, row.split())) for row in stdin.splitlines()[1:]))


def _pieces(top: int, bottom: int) -> Row:
    pieces: list[object] = []
    while top and len(pieces) < 5:
        size = bottom // top
        while size * top < bottom:
            size += 1
        pieces.append(size)
        top, bottom = top * size - bottom, bottom * size
    common = gcd(top, bottom)
    return [*pieces, "+", f"{top // common}/{bottom // common}"] if top else pieces


FAMILY = script_family(
    name="bread_shares",
    title="Sharing bread in unit fractions",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=30,
)
