"""Constructive: the k-th pattern of black and white tiles."""

from __future__ import annotations

from itertools import combinations
from math import comb
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A pattern is a row of n tiles of which exactly b are black (B), the others white (W). All such patterns are listed in
alphabetical order and numbered from 1. Find the pattern with the number k.

Input

The first line contains the number of test cases t (1 <= t <= 4). Each of the next t lines contains n, b and k (1 <= n
<= 16, 0 <= b <= n, and k is at most the number of patterns).

Output

For each test case print the pattern.

Example

Input:
    2
    4 2 3
    5 1 5

Output:
    BWWB
    WWWWB
"""

CODE = """
from math import comb


def build(n, b, k):
    row = ""
    while n:
        n -= 1
        starting_black = comb(n, b - 1) if b else 0
        if k <= starting_black:
            row += "B"
            b -= 1
        else:
            row += "W"
            k -= starting_black
    return row


for _ in range(int(input())):
    n, b, k = map(int, input().split())
    print(build(n, b, k))
"""


def generate(random: Random, size: int) -> str:
    tests = []
    for _ in range(2):
        tiles = random.randint(size, min(16, size + 2))
        black = random.randint(min(1, size - 1), max(1, tiles - 1))
        tests.append((tiles, black, random.randint(1, comb(tiles, black))))
    return lines(2, *tests)


def oracle(stdin: str) -> str:
    answers = []
    for row in stdin.splitlines()[1:]:
        tiles, black, number = map(int, row.split())
        patterns = [
            "".join("BW"[i not in blacks] for i in range(tiles)) for blacks in combinations(range(tiles), black)
        ]
        answers.append(sorted(patterns)[number - 1])
    return lines(*answers)


FAMILY = script_family(
    name="kth_pattern",
    title="The k-th pattern of black and white tiles",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=16,
)
