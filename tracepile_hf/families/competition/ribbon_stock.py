"""Binary search: longest equal pieces from a stock of ribbons."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A tailor needs k pieces of ribbon, all of the same whole length, cut from the ribbons in stock. Pieces cannot be sewn
together.

Input

The first line contains n and k (1 <= n <= 200, 1 <= k <= 1000). The second line contains the lengths of the ribbons,
each from 1 to 400.

Output

Print the greatest possible length of the pieces and the total length of ribbon left over after cutting exactly k of
them; if not even pieces of length 1 are enough, print 0 and the total length of all ribbons.

Example

Input:
    3 5
    10 7 4

Output:
    3 6
"""

CODE = """
n, k = map(int, input().split())
ribbons = list(map(int, input().split()))
lo, hi = 0, max(ribbons)
while lo < hi:
    mid = (lo + hi + 1) // 2
    pieces = 0
    for x in ribbons:
        pieces += x // mid
    if pieces >= k:
        lo = mid
    else:
        hi = mid - 1
print(lo, sum(ribbons) - lo * k)
"""


def generate(random: Random, size: int) -> str:
    ribbons = [random.randint(5, 60) for _ in range(size)]
    return lines((size, random.randint(1, min(1000, 3 * size))), ribbons)


def oracle(stdin: str) -> str:
    _, wanted, *ribbons = map(int, stdin.split())
    lengths = [one for one in range(1, max(ribbons) + 1) if sum(ribbon // one for ribbon in ribbons) >= wanted]
    longest = lengths[-1] if lengths else 0
    return f"{longest} {sum(ribbons) - longest * wanted}"


FAMILY = script_family(
    name="ribbon_stock",
    title="Longest equal pieces from a stock of ribbons",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=200,
)
