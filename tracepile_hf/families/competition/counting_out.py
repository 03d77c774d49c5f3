"""Simulation: children who are counted out with growing rhymes."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Children 1 to n stand in a circle. The first rhyme has k words and starts at child 1; the child at its last word
leaves the circle. The next rhyme has one word more and starts at the child after, and so on, until one child is left.

Input

The first line contains the number of games t (1 <= t <= 3). Each of the next t lines contains n and k (1 <= n <= 100,
1 <= k <= 1000).

Output

For each game print the children in the order in which they leave (the last one included).

Example

Input:
    2
    5 2
    4 7

Output:
    2 5 1 3 4
    3 1 2 4
"""

CODE = """
from collections import deque


def play(n, k):
    circle = deque(range(1, n + 1))
    order = []
    while circle:
        circle.rotate(1 - k)
        order.append(circle.popleft())
        k += 1
    return order


for _ in range(int(input())):
    n, k = map(int, input().split())
    print(*play(n, k))
"""


def generate(random: Random, size: int) -> str:
    return lines(2, *((random.randint(max(1, size - 2), min(100, size + 2)), random.randint(1, 20)) for _ in range(2)))


def oracle(stdin: str) -> str:
    games = []
    for row in stdin.splitlines()[1:]:
        count, words = map(int, row.split())
        circle, start, order = list(range(1, count + 1)), 0, []
        while circle:
            start = (start + words - 1) % len(circle)
            order.append(circle.pop(start))
            words += 1
        games.append(order)
    return lines(*games)


FAMILY = script_family(
    name="counting_out",
    title="Children who are counted out with growing rhymes",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=100,
)
