"""Bitmasks: sharing gifts between two children as fairly as possible."""

from __future__ import annotations

from itertools import product
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Gifts of known value are shared between two children, Mia and Tom. Mia gets the first gift. The difference between
their totals shall be as small as possible.

Input

The first line contains the number of gifts n (1 <= n <= 12). The second line contains their values, each from 1 to
100.

Output

Print the smallest difference. On the next line print who gets each gift, a string of letters M and T; if several
sharings are equally fair, the one that comes first in alphabetical order.

Example

Input:
    5
    8 4 7 3 6

Output:
    0
    MTTTM
"""

CODE = """
n = int(input())
v = list(map(int, input().split()))
total = sum(v)
best = (total + 1, 0)
for mask in range(1 << (n - 1)):
    tom = 0
    for i in range(1, n):
        if mask & (1 << (n - 1 - i)):
            tom += v[i]
    best = min(best, (abs(total - 2 * tom), mask))
diff, mask = best
print(diff)
print("".join("T" if mask >> (n - 1 - i) & 1 else "M" for i in range(n)))
"""


def generate(random: Random, size: int) -> str:
    gifts = random.randint(size, min(12, size + 1))
    return lines(gifts, [random.randint(1, 30) for _ in range(gifts)])


def oracle(stdin: str) -> str:
    first, *others = map(int, stdin.split()[1:])
    sharings = []
    for letters in product("MT", repeat=len(others)):
        lead = first + sum(value if child == "M" else -value for child, value in zip(letters, others, strict=True))
        sharings.append((abs(lead), "M" + "".join(letters)))
    return lines(*min(sharings))


FAMILY = script_family(
    name="gift_halves",
    title="Sharing gifts between two children as fairly as possible",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=12,
)
