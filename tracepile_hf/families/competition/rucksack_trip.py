"""Dynamic programming: the most useful things for a rucksack."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A hiker chooses from n things, each with a weight and a use, so that the total weight is at most w and the total use
as large as possible.

Input

The first line contains n and w (1 <= n <= 12, 1 <= w <= 40). Each of the next n lines contains the weight and the use
of a thing (1 <= weight <= 20, 1 <= use <= 50).

Output

Print the greatest total use, then the smallest weight that reaches it.

Example

Input:
    4 10
    5 9
    4 7
    6 12
    3 4

Output:
    19 10
"""

CODE = """
n, w = map(int, input().split())
dp = [0] * (w + 1)
for _ in range(n):
    weight, use = map(int, input().split())
    for j in range(w, weight - 1, -1):
        if dp[j - weight] + use > dp[j]:
            dp[j] = dp[j - weight] + use
best = dp[w]
print(best, dp.index(best))
"""


def generate(random: Random, size: int) -> str:
    things = [(random.randint(2, 8), random.randint(1, 20)) for _ in range(size)]
    weight = sum(weight for weight, _ in things)
    return lines((size, random.randint(max(1, weight // 2), min(40, weight))), *things)


def oracle(stdin: str) -> str:
    (n, limit), *things = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    packs = []
    for chosen in (pack for count in range(n + 1) for pack in combinations(things, count)):
        weight = sum(thing[0] for thing in chosen)
        if weight <= limit:
            packs.append((-sum(thing[1] for thing in chosen), weight))
    use, weight = min(packs)
    return f"{-use} {weight}"


FAMILY = script_family(
    name="rucksack_trip",
    title="The most useful things for a rucksack",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
)
