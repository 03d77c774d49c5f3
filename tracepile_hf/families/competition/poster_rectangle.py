"""Stacks: the largest poster on a row of house fronts."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
House fronts of width 1 and of different heights stand side by side. A rectangular poster shall be as large as
possible and may cover several neighbouring fronts, but nothing beyond them.

Input

The first line contains n (1 <= n <= 200). The second line contains the heights, each from 0 to 1000.

Output

Print the largest area and the first and the last front of such a poster (if there are several, the one that starts
first, then the one that ends first). If all heights are 0, print only 0.

Example

Input:
    6
    2 4 5 1 3 3

Output:
    8 2 3
"""

CODE = """
n = int(input())
h = list(map(int, input().split())) + [0]
best = (0, 0, 0)
stack = []
for i in range(n + 1):
    start = i
    while stack and stack[-1][1] >= h[i]:
        start, height = stack.pop()
        area = height * (i - start)
        cand = (-area, start + 1, i)
        if area:
            best = min(best, cand)
    stack.append((start, h[i]))
if best[0] == 0:
    print(0)
else:
    print(-best[0], best[1], best[2])
"""


def generate(random: Random, size: int) -> str:
    return lines(size, [random.randint(0, 12) for _ in range(size)])


def oracle(stdin: str) -> str:
    n, *heights = map(int, stdin.split())
    posters = []
    for first in range(n):
        lowest = heights[first]
        for last in range(first, n):
            lowest = min(lowest, heights[last])
            posters.append((-lowest * (last - first + 1), first + 1, last + 1))
    area, first, last = min(posters)
    return f"{-area} {first} {last}" if area else "0"


FAMILY = script_family(
    name="poster_rectangle",
    title="The largest poster on a row of house fronts",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=200,
)
