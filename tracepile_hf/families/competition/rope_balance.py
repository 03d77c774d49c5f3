"""Prefix sums: where to cut a rope of beads most fairly."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A rope of n beads is cut into two parts of at least one bead each. Every bead has a value. The difference between the
values of the two parts shall be as small as possible.

Input

The first line contains n (2 <= n <= 500). The second line contains the values of the beads, each from -50 to 50.

Output

Print the number of beads in the left part (the smallest one, if several cuts are equally fair), then the smallest
difference.

Example

Input:
    5
    3 -1 4 2 6

Output:
    3 2
"""

CODE = """
from itertools import accumulate

n = int(input())
a = list(map(int, input().split()))
pre = list(accumulate(a))
total = pre[-1]
best_diff = None
for k in range(1, n):
    left = pre[k - 1]
    diff = abs(total - 2 * left)
    if best_diff is None or diff < best_diff:
        best_diff, best_k = diff, k
print(best_k, best_diff)
"""


def generate(random: Random, size: int) -> str:
    count = max(2, size)
    return lines(count, [random.randint(-4, 12) for _ in range(count)])


def oracle(stdin: str) -> str:
    beads = [int(word) for word in stdin.split()[1:]]
    fair, cut = min((abs(sum(beads[:cut]) - sum(beads[cut:])), cut) for cut in range(1, len(beads)))
    return f"{cut} {fair}"


FAMILY = script_family(
    name="rope_balance",
    title="Where to cut a rope of beads most fairly",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=13,
    max_size=500,
)
