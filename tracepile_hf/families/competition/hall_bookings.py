"""Sorting: when a hall is booked and when it is free."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A hall is booked for some spans of hours, from hour a to hour b; spans may overlap or touch. Join overlapping and
touching spans to blocks.

Input

The first line contains n (1 <= n <= 150). Each of the next n lines contains a and b (0 <= a < b <= 1000).

Output

Print one line for each block, in ascending order: its first hour, its last hour and the number of bookings in it. On
the last line print the total free time between the first and the last block.

Example

Input:
    4
    9 11
    2 4
    10 13
    4 6

Output:
    2 6 2
    9 13 2
    3
"""

CODE = """
from typing import List


class Block:
    def __init__(self, start: int, end: int):
        self.start = start
        self.end = end
        self.count = 1

    def add(self, end: int) -> None:
        self.end = max(self.end, end)
        self.count += 1


n = int(input())
spans = sorted(tuple(map(int, input().split())) for _ in range(n))
blocks: List[Block] = []
for a, b in spans:
    if blocks and a <= blocks[-1].end:
        blocks[-1].add(b)
    else:
        blocks.append(Block(a, b))
free = 0
for i, block in enumerate(blocks):
    print(block.start, block.end, block.count)
    if i:
        free += block.start - blocks[i - 1].end
print(free)
"""


def generate(random: Random, size: int) -> str:
    spans = []
    for _ in range(size):
        start = random.randint(0, min(980, 4 * size + 4))
        spans.append((start, start + random.randint(1, 6)))
    return lines(size, *spans)


def oracle(stdin: str) -> str:
    spans = [tuple(map(int, row.split())) for row in stdin.splitlines()[1:]]
    hours = {hour for start, stop in spans for hour in range(start, stop)}
    starts = sorted(hour for hour in hours if hour - 1 not in hours)
    stops = sorted(hour + 1 for hour in hours if hour + 1 not in hours)
    blocks = [(a, b, sum(a <= start < b for start, _ in spans)) for a, b in zip(starts, stops, strict=True)]
    return lines(*blocks, max(stops) - min(starts) - len(hours))


FAMILY = script_family(
    name="hall_bookings",
    title="When a hall is booked and when it is free",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=150,
)
