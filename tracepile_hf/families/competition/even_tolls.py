"""Prefix sums: stretches of a road whose tolls can be shared evenly."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
A road has n toll gates. A group of k friends pays the tolls of a stretch of consecutive gates together. The cost can
be shared evenly if the sum is divisible by k. Count the stretches of at least one gate for which this holds.

Input

The first line contains the number of test cases t (1 <= t <= 4). Each test case consists of two lines: n and k (1 <=
n <= 150, 1 <= k <= 20), and the n tolls, each from 0 to 100.

Output

For each test case print the number of stretches.

Example

Input:
    2
    4 3
    1 2 3 4
    5 2
    1 1 1 1 1

Output:
    4
    6
"""

CODE = """
import sys
from collections import Counter


def count_even(tolls, k):
    seen = Counter([0])
    total = ways = 0
    for x in tolls:
        total = (total + x) % k
        ways += seen[total]
        seen[total] += 1
    return ways


def main():
    it = iter(sys.stdin.read().split())
    t = int(next(it))
    for _ in range(t):
        n, k = int(next(it)), int(next(it))
        tolls = [int(next(it)) for _ in range(n)]
        print(count_even(tolls, k))


main()
"""


def generate(random: Random, size: int) -> str:
    rows: list[Row] = [2]
    for _ in range(2):
        length = max(1, size - random.randint(0, 4))
        rows += [(length, random.randint(2, 7)), [random.randint(0, 20) for _ in range(length)]]
    return lines(*rows)


def oracle(stdin: str) -> str:
    rows = stdin.splitlines()[1:]
    answers = []
    for head, body in zip(rows[::2], rows[1::2], strict=True):
        friends, tolls = int(head.split()[1]), [int(word) for word in body.split()]
        spans = [tolls[start:stop] for stop in range(len(tolls) + 1) for start in range(stop)]
        answers.append(sum(sum(span) % friends == 0 for span in spans))
    return lines(*answers)


IDEA = (
    "Two stretches from the start with the same remainder differ by a stretch that is divisible. So "
    "counting remainders counts the stretches."
)
INVARIANTS = (
    Invariant(
        "ways >= 0 and 0 <= total < k",
        (
            "the remainder is {total} here, and {ways|# stretch/stretches} that {ways|is/are} divisible by {k} "
            "{ways|is/are} found so far"
        ),
        line="ways += seen[total]",
    ),
)


FAMILY = script_family(
    name="even_tolls",
    title="Stretches of a road whose tolls can be shared evenly",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=150,
    idea=IDEA,
    invariants=INVARIANTS,
)
