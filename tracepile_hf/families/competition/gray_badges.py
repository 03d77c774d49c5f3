"""Bitmasks: badges that differ from one to the next in a single hole."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Badges with k places for holes are numbered 0, 1, 2, ... so that each differs from the one before in exactly one
place: badge i has the pattern i xor (i div 2). Print a part of the list and find the number of given patterns.

Input

The first line contains k, l, r and q (1 <= k <= 8, 0 <= l <= r < 2^k, 1 <= q <= 10). The second line contains q
patterns of k digits 0 or 1.

Output

Print the patterns of the badges l to r on one line, then the numbers of the given patterns on the next line.

Example

Input:
    3 2 5 2
    111 100

Output:
    011 010 110 111
    5 7
"""

CODE = """
k, l, r, q = map(int, input().split())
print(*[format(i ^ (i >> 1), f"0{k}b") for i in range(l, r + 1)])


def number(pattern):
    g = int(pattern, 2)
    res = 0
    while g:
        res ^= g
        g >>= 1
    return res


ans = []
for p in input().split():
    ans.append(number(p))
print(*ans)
"""


def generate(random: Random, size: int) -> str:
    first, last = sorted(random.choices(range(2**size), k=2))
    last = min(last, first + 6)
    asked = [f"{random.randrange(2**size):0{size}b}" for _ in range(min(10, size + 2))]
    return lines((size, first, last, len(asked)), asked)


def oracle(stdin: str) -> str:
    k, first, last, _, *asked = stdin.split()
    badges = [""]
    for _ in range(int(k)):  # the list, then the list backwards with a hole in front
        badges = ["0" + badge for badge in badges] + ["1" + badge for badge in reversed(badges)]
    return lines(badges[int(first) : int(last) + 1], [badges.index(pattern) for pattern in asked])


FAMILY = script_family(
    name="gray_badges",
    title="Badges that differ from one to the next in a single hole",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=8,
)
