"""Dynamic programming: ways to lay a path with tiles of two lengths."""

from __future__ import annotations

from math import comb
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A garden path of length n is laid with stone tiles of length 1 or 2 and wooden tiles of length 2. Two wooden tiles may
not lie next to each other. In how many ways can the path be laid? Since the number can be large, give the remainder
after division by m.

Input

The first line contains the number of test cases t (1 <= t <= 5). Each of the next t lines contains n and m (1 <= n <=
60, 2 <= m <= 10^6).

Output

For each test case print the number of ways modulo m.

Example

Input:
    3
    2 100
    4 100
    9 7

Output:
    3
    10
    5
"""

CODE = """
def solve():
    n, m = map(int, input().split())
    stone = [0] * (n + 1)
    wood = [0] * (n + 1)
    stone[0] = 1
    for i in range(1, n + 1):
        stone[i] = stone[i - 1] + wood[i - 1]
        if i >= 2:
            stone[i] += stone[i - 2] + wood[i - 2]
            wood[i] = stone[i - 2] % m
        stone[i] %= m
    return (stone[n] + wood[n]) % m


for _ in range(int(input())):
    print(solve())
"""


def generate(random: Random, size: int) -> str:
    tests = [(random.randint(max(1, size - 7), size), random.choice((10, 97, 100, 997, 1000))) for _ in range(2)]
    return lines(2, *tests)


def oracle(stdin: str) -> str:
    return lines(*(_ways(int(n)) % int(m) for n, m in (row.split() for row in stdin.splitlines()[1:])))


def _ways(length: int) -> int:
    """Choose how many wooden and how many long stone tiles, order the stones, put wood into different gaps."""
    ways = 0
    for wood in range(length // 2 + 1):
        for long in range((length - 2 * wood) // 2 + 1):
            stones = length - 2 * wood - long
            ways += comb(stones, long) * comb(stones + 1, wood)
    return ways


FAMILY = script_family(
    name="tile_walk",
    title="Ways to lay a path with tiles of two lengths",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=60,
)
