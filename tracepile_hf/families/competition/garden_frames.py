"""Number theory: rectangular flower beds of a given area."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A gardener wants a rectangular bed of exactly n square metres whose sides are whole numbers of metres.

Input

The first line contains the number of questions q (1 <= q <= 40). The second line contains q areas, each from 1 to
10^6.

Output

For each area print the number of different beds (a bed of 2 by 6 is the same as one of 6 by 2), then the shorter and
the longer side of the bed with the shortest fence.

Example

Input:
    3
    12 36 17

Output:
    3 3 4
    5 6 6
    1 1 17
"""

CODE = """
import sys


def beds(n):
    count = 0
    d = 1
    best = 1
    while d * d <= n:
        if n % d == 0:
            count += 1
            best = d
        d += 1
    return count, best, n // best


def main():
    data = sys.stdin.buffer.read().split()
    for token in data[1:]:
        print(*beds(int(token)))


main()
"""


def generate(random: Random, size: int) -> str:
    return lines(size, [random.choice((random.randint(1, 120), 12 * random.randint(1, 15))) for _ in range(size)])


def oracle(stdin: str) -> str:
    answers = []
    for area in map(int, stdin.split()[1:]):
        sides = [side for side in range(1, area + 1) if area % side == 0]
        half = (len(sides) + 1) // 2
        answers.append((half, sides[half - 1], sides[-half]))
    return lines(*answers)


FAMILY = script_family(
    name="garden_frames",
    title="Rectangular flower beds of a given area",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=40,
)
