"""Constructive: weights on both pans of a balance."""

from __future__ import annotations

from itertools import product
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A balance has one weight each of 1, 3, 9, 27 and so on. A load of n grams lies on the left pan. Which weights are put
on the left and which on the right pan so that the pans balance?

Input

The first line contains the number of loads t (1 <= t <= 100). The second line contains the loads, each from 1 to
10^9.

Output

For each load print a line with the weights on the right pan and the weights on the left pan, both in ascending order,
separated by the sign |. An empty side is written as 0.

Example

Input:
    3
    5 9 16

Output:
    9 | 1 3
    9 | 0
    1 27 | 3 9
"""

CODE = """
t = int(input())
for n in map(int, input().split()):
    left, right = [], []
    w = 1
    while n:
        n, r = divmod(n, 3)
        if r == 1:
            right.append(w)
        elif r == 2:
            left.append(w)
            n += 1
        w *= 3
    print(*right, "|", *(left or [0]))
"""


def generate(random: Random, size: int) -> str:
    return lines(3, [random.randint(1, 3**size) for _ in range(3)])


def oracle(stdin: str) -> str:
    answers = []
    for load in map(int, stdin.split()[1:]):
        count = 1
        while (3**count - 1) // 2 < load:
            count += 1
        weights = [3**k for k in range(count)]
        for sides in product((0, 1, -1), repeat=count):
            if sum(side * weight for side, weight in zip(sides, weights, strict=True)) == load:
                pans = [[w for side, w in zip(sides, weights, strict=True) if side == pan] or [0] for pan in (1, -1)]
                answers.append((*pans[0], "|", *pans[1]))
    return lines(*answers)


FAMILY = script_family(
    name="weight_plan",
    title="Weights on both pans of a balance",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=8,
)
