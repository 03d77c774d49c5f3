"""Dynamic programming: cheapest way over the stones of a brook."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Stones 1 to n lie in a brook at given heights. From stone i one can step to stone i + 1 or leap to stone i + 3. Moving
between stones costs the difference of their heights; a leap costs 1 more.

Input

The first line contains n (1 <= n <= 200). The second line contains the heights, from 0 to 100.

Output

Print the lowest cost of getting from stone 1 to stone n. On the next line print the stones of such a way; whenever a
step and a leap onto a stone are equally cheap, the way comes by the step.

Example

Input:
    6
    3 8 9 4 4 6

Output:
    4
    1 4 5 6
"""

CODE = """
n = int(input())
h = list(map(int, input().split()))
INF = float("inf")
dp = [INF] * n
come = [-1] * n
dp[0] = 0
for i in range(1, n):
    dp[i] = dp[i - 1] + abs(h[i] - h[i - 1])
    come[i] = i - 1
    if i >= 3:
        c = dp[i - 3] + abs(h[i] - h[i - 3]) + 1
        if c < dp[i]:
            dp[i] = c
            come[i] = i - 3
print(dp[-1])
path = []
i = n - 1
while i != -1:
    path.append(i + 1)
    i = come[i]
print(*path[::-1])
"""


def generate(random: Random, size: int) -> str:
    return lines(size, [random.randint(0, 15) for _ in range(size)])


def oracle(stdin: str) -> str:
    n, *heights = map(int, stdin.split())
    costs: dict[int, int] = {1: 0}
    frontier = {1: 0}  # relax every move until nothing gets cheaper
    while frontier:
        cheaper: dict[int, int] = {}
        for stone, cost in frontier.items():
            for width, extra in ((1, 0), (3, 1)):
                other = stone + width
                if other <= n:
                    total = cost + abs(heights[other - 1] - heights[stone - 1]) + extra
                    if total < min(costs.get(other, total + 1), cheaper.get(other, total + 1)):
                        cheaper[other] = total
        costs |= cheaper
        frontier = cheaper
    way = [n]
    while way[0] > 1:
        here = way[0]
        step = costs[here - 1] + abs(heights[here - 1] - heights[here - 2])
        way.insert(0, here - 1 if step == costs[here] else here - 3)
    return lines(costs[n], way)


FAMILY = script_family(
    name="stepping_stones",
    title="Cheapest way over the stones of a brook",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=200,
)
