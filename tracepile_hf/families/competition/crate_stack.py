"""Binary search: steps of a staircase built from n crates."""

from __future__ import annotations

from math import isqrt
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
A staircase with x steps and a landing needs x * (x + 1) / 2 crates for the steps and a * x crates for the landing.
With n crates at hand, what is the largest number of steps?

Input

The first line contains the number of test cases t (1 <= t <= 60). Each of the next t lines contains n and a (0 <= n
<= 10^12, 0 <= a <= 1000).

Output

For each test case print the largest number of steps and the number of crates left over.

Example

Input:
    3
    20 1
    4 5
    100 0

Output:
    5 0
    0 4
    13 9
"""

CODE = """
t = int(input())
for _ in range(t):
    n, a = map(int, input().split())
    lo, hi = 0, 1
    while hi * (hi + 1) // 2 + a * hi <= n:
        hi *= 2
    while hi - lo > 1:
        m = (lo + hi) // 2
        if m * (m + 1) // 2 + a * m <= n:
            lo = m
        else:
            hi = m
    print(lo, n - lo * (lo + 1) // 2 - a * lo)
"""


def generate(random: Random, size: int) -> str:
    return lines(size, *((random.randint(0, 10 ** random.randint(1, 3)), random.randint(0, 9)) for _ in range(size)))


def oracle(stdin: str) -> str:
    rows = [[int(word) for word in row.split()] for row in stdin.splitlines()[1:]]
    answers = []
    for crates, wide in rows:  # the positive root of x * x + (2 a + 1) x - 2 n
        steps = (isqrt((2 * wide + 1) ** 2 + 8 * crates) - 2 * wide - 1) // 2
        answers.append((steps, crates - sum(range(1, steps + 1)) - wide * steps))
    return lines(*answers)


IDEA = (
    "A taller stack needs more crates, so the greatest height that fits is found by halving. One height "
    "that fits and one that does not are always known."
)
INVARIANTS = (
    Invariant(
        "lo * (lo + 1) // 2 + a * lo <= n",
        "a height of {lo} takes {lo * (lo + 1) // 2 + a * lo|# crate}, which {n} are enough for",
        line="lo = m",
    ),
    Invariant(
        "hi * (hi + 1) // 2 + a * hi > n",
        "a height of {hi} takes {hi * (hi + 1) // 2 + a * hi}, more than {n}",
        line="hi = m",
    ),
)


FAMILY = script_family(
    name="crate_stack",
    title="Steps of a staircase built from n crates",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
)
