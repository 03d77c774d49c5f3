"""Constructive: planks that go up and down by turns."""

from __future__ import annotations

import heapq
from itertools import pairwise
from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Arrange n planks so that every second one, beginning with the second, is at least as high as both its neighbours. Do
it in this way: sort the planks by height, cut the sorted row in the middle (the lower part gets the extra plank if n
is odd), and take planks by turns from the lower part and the upper part, each in ascending order.

Input

The first line contains the number of test cases t (1 <= t <= 3). Each test case consists of two lines: n (1 <= n <=
300) and the heights (1 to 1000).

Output

For each test case print the arrangement and, on the next line, the sum of the differences between neighbouring
planks.

Example

Input:
    2
    5
    4 1 9 7 2
    4
    3 3 8 1

Output:
    1 7 2 9 4
    23
    1 3 3 8
    7
"""

CODE = """
def solve():
    n = int(input())
    a = sorted(map(int, input().split()))
    half = (n + 1) // 2
    res = [0] * n
    res[::2] = a[:half]
    res[1::2] = a[half:]
    rough = 0
    for i in range(1, n):
        rough += abs(res[i] - res[i - 1])
    print(*res)
    print(rough)


for _ in range(int(input())):
    solve()
"""


def generate(random: Random, size: int) -> str:
    rows: list[Row] = [2]
    for _ in range(2):
        planks = [random.randint(1, 40) for _ in range(max(1, size - random.randint(0, 2)))]
        rows += [len(planks), planks]
    return lines(*rows)


def oracle(stdin: str) -> str:
    rows: list[Row] = []
    for row in stdin.splitlines()[2::2]:
        planks = [int(word) for word in row.split()]
        low = heapq.nsmallest(len(planks) - len(planks) // 2, planks)
        high = heapq.nlargest(len(planks) // 2, planks)
        arranged = [low.pop(0) if place % 2 == 0 else high.pop() for place in range(len(planks))]
        differences = [max(pair) - min(pair) for pair in pairwise(arranged)]
        rows += [arranged, sum(differences)]
    return lines(*rows)


FAMILY = script_family(
    name="zigzag_fence",
    title="Planks that go up and down by turns",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=300,
)
