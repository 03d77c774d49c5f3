"""Geometry: where traders in a grid of streets should meet."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
The streets of a town form a grid; the way between two crossings is the sum of the differences of their coordinates.
Traders live at n crossings and look for the crossing to which their ways have the smallest sum.

Input

The first line contains n (1 <= n <= 200). Each of the next n lines contains the coordinates of a trader (-500 <= x, y
<= 500).

Output

Print the crossing with the smallest sum (if there are several, the one with the smallest x, then y), the sum, and the
longest single way to it.

Example

Input:
    4
    1 1
    2 6
    7 3
    5 5

Output:
    2 3 16 5
"""

CODE = """
import sys

input = sys.stdin.readline

n = int(input())
xs, ys = [], []
for _ in range(n):
    x, y = map(int, input().split())
    xs.append(x)
    ys.append(y)
mx = sorted(xs)[(n - 1) // 2]
my = sorted(ys)[(n - 1) // 2]
ways = []
for x, y in zip(xs, ys):
    ways.append(abs(x - mx) + abs(y - my))
print(mx, my, sum(ways), max(ways))
"""


def generate(random: Random, size: int) -> str:
    count = random.randint(size, min(200, size + 3))
    return lines(count, *((random.randint(-15, 30), random.randint(-20, 20)) for _ in range(count)))


def oracle(stdin: str) -> str:
    _, *rest = map(int, stdin.split())
    best = []
    for coordinates in (rest[::2], rest[1::2]):  # the two directions do not influence each other
        span = range(min(coordinates), max(coordinates) + 1)
        best.append(min(span, key=lambda place: sum(abs(place - one) for one in coordinates)))
    ways = [abs(x - best[0]) + abs(y - best[1]) for x, y in zip(rest[::2], rest[1::2], strict=True)]
    return f"{best[0]} {best[1]} {sum(ways)} {max(ways)}"


FAMILY = script_family(
    name="market_meeting",
    title="Where traders in a grid of streets should meet",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=200,
)
