"""Two pointers: longest stretch of a street with bounded noise."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Every house of a street has a noise level. A music school looks for the longest stretch of neighbouring houses whose
noise levels sum to at most q.

Input

The first line contains n and q (1 <= n <= 500, 0 <= q <= 1000). The second line contains the noise levels, each from
0 to 50.

Output

Print the length of the longest such stretch and the number of its first house, counted from 1; among stretches of
equal length the leftmost one. If every single house is too noisy, print 0 0.

Example

Input:
    6 9
    4 3 2 7 1 1

Output:
    3 1
"""

CODE = """
n, q = map(int, input().split())
a = [int(x) for x in input().split()]
left = total = 0
best = where = 0
for right in range(n):
    total += a[right]
    while total > q:
        total -= a[left]
        left += 1
    if right - left + 1 > best:
        best = right - left + 1
        where = left + 1
print(best, where)
"""


def generate(random: Random, size: int) -> str:
    quiet = random.randint(5, 25)
    return lines((size, quiet), [random.randint(0, 12) for _ in range(size)])


def oracle(stdin: str) -> str:
    n, quiet, *noise = map(int, stdin.split())
    for length in range(n, 0, -1):
        for start in range(n - length + 1):
            if sum(noise[start : start + length]) <= quiet:
                return f"{length} {start + 1}"
    return "0 0"


FAMILY = script_family(
    name="quiet_stretch",
    title="Longest stretch of a street with bounded noise",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=500,
)
