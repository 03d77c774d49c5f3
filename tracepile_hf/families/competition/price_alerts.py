"""Binary search: how many shops offer a price within a range."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
The prices of n shops are known. For each customer, who is ready to pay from lo to hi coins, tell how many shops fit
and the cheapest and the dearest fitting price.

Input

The first line contains n and q (1 <= n, q <= 200). The second line contains the prices in any order, each from 1 to
1000. Each of the next q lines contains lo and hi (1 <= lo <= hi <= 1000).

Output

For each customer print the number of fitting shops and, if there is one, the cheapest and the dearest fitting price.

Example

Input:
    5 3
    40 10 25 25 70
    20 40
    41 69
    1 1000

Output:
    3 25 40
    0
    5 10 70
"""

CODE = """
from bisect import bisect_left, bisect_right

n, q = map(int, input().split())
prices = sorted(map(int, input().split()))
for _ in range(q):
    lo, hi = map(int, input().split())
    i = bisect_left(prices, lo)
    j = bisect_right(prices, hi)
    if i == j:
        print(0)
    else:
        print(j - i, prices[i], prices[j - 1])
"""


def generate(random: Random, size: int) -> str:
    top = min(1000, 12 * size)
    prices = [random.randint(1, top) for _ in range(size)]
    customers = [sorted(random.choices(range(1, top + 1), k=2)) for _ in range(size)]
    return lines((size, size), prices, *customers)


def oracle(stdin: str) -> str:
    (n, _), prices, *customers = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    assert len(prices) == n
    answers = []
    for low, high in customers:
        fitting = [price for price in prices if low <= price <= high]
        answers.append((len(fitting), min(fitting), max(fitting)) if fitting else (0,))
    return lines(*answers)


FAMILY = script_family(
    name="price_alerts",
    title="How many shops offer a price within a range",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=200,
)
