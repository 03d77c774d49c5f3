"""Binary search: splitting a row of books over shelves."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A row of n books is put on k shelves without changing the order: the first shelf takes some books from the beginning,
the second one the next books, and so on. Make the greatest total thickness of a shelf as small as possible. A shelf
may stay empty.

Input

The first line contains n and k (1 <= k <= n <= 100). The second line contains the thickness of each book, from 1 to
50.

Output

Print the smallest possible greatest thickness, then the number of shelves that are needed if no shelf may be thicker
than that.

Example

Input:
    6 3
    4 2 5 3 6 1

Output:
    8 3
"""

CODE = """
def shelves(limit):
    used, cur = 1, 0
    for x in books:
        if cur + x > limit:
            used += 1
            cur = 0
        cur += x
    return used


n, k = map(int, input().split())
books = list(map(int, input().split()))
lo, hi = max(books), sum(books)
while lo < hi:
    mid = (lo + hi) // 2
    if shelves(mid) <= k:
        hi = mid
    else:
        lo = mid + 1
print(lo, shelves(lo))
"""


def generate(random: Random, size: int) -> str:
    return lines((size, random.randint(1, max(1, size // 2))), [random.randint(1, 9) for _ in range(size)])


def oracle(stdin: str) -> str:
    n, k, *books = map(int, stdin.split())
    best = [0.0] + [float("inf")] * n  # the thinnest greatest shelf for each prefix, one shelf more in every round
    for _ in range(k):
        best = [best[0]] + [
            min(max(best[cut], sum(books[cut:stop])) for cut in range(stop + 1)) for stop in range(1, n + 1)
        ]
    thick = int(best[n])
    needed = [0] * (n + 1)
    for stop in range(1, n + 1):
        needed[stop] = 1 + min(needed[cut] for cut in range(stop) if sum(books[cut:stop]) <= thick)
    return f"{thick} {needed[n]}"


FAMILY = script_family(
    name="shelf_split",
    title="Splitting a row of books over shelves",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=100,
)
