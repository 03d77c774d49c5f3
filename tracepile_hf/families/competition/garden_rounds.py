"""Greedy: rounds of watering a row of flower beds."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Bed i of a row needs h units of water. In one round a gardener chooses a stretch of neighbouring beds and gives each
of them one unit. No bed may get more than it needs.

Input

The first line contains the number of gardens t (1 <= t <= 4). Each garden consists of two lines: n (1 <= n <= 300)
and the needs of its beds, each from 0 to 50.

Output

For each garden print the smallest number of rounds and the largest number of rounds that begin at one bed.

Example

Input:
    2
    5
    1 3 2 2 4
    3
    2 0 2

Output:
    5 2
    4 2
"""

CODE = """
def solve():
    n = int(input())
    h = list(map(int, input().split()))
    rounds = most = 0
    prev = 0
    for x in h:
        start = max(0, x - prev)
        rounds += start
        most = max(most, start)
        prev = x
    print(rounds, most)


for _ in range(int(input())):
    solve()
"""


def generate(random: Random, size: int) -> str:
    gardens = [[random.randint(0, 9) for _ in range(max(1, size - random.randint(0, 3)))] for _ in range(2)]
    rows: list[Row] = [2]
    for garden in gardens:
        rows += [len(garden), garden]
    return lines(*rows)


def oracle(stdin: str) -> str:
    rows = stdin.splitlines()[2::2]
    return lines(*(_watered([int(word) for word in row.split()]) for row in rows))


def _watered(beds: list[int]) -> str:
    """Water level by level: every maximal run of beds that still want a unit is one round."""
    begins = [0] * len(beds)
    for level in range(1, max(beds) + 1):
        for place, need in enumerate(beds):
            if need >= level and (place == 0 or beds[place - 1] < level):
                begins[place] += 1
    return f"{sum(begins)} {max(begins)}"


FAMILY = script_family(
    name="garden_rounds",
    title="Rounds of watering a row of flower beds",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=300,
)
