"""Binary search: the number of the k-th ticket that was never sold."""

from __future__ import annotations

from itertools import count, islice
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Tickets are numbered 1, 2, 3 and so on without end. The numbers of the n tickets sold are given in ascending order.
For each question k find the k-th smallest number that was not sold.

Input

The first line contains n and q (1 <= n <= 300, 1 <= q <= 100). The second line contains the sold numbers, distinct
and in ascending order, at most 10^6. The third line contains the q questions, each from 1 to 10^6.

Output

Print the answers on one line.

Example

Input:
    5 3
    2 3 5 9 10
    1 2 5

Output:
    1 4 8
"""

CODE = """
import sys


def kth_missing(sold, k):
    lo, hi = 0, len(sold)
    while lo < hi:
        mid = (lo + hi) >> 1
        missing = sold[mid] - mid - 1
        if missing < k:
            lo = mid + 1
        else:
            hi = mid
    return k + lo


lines = sys.stdin.read().splitlines()
n, q = map(int, lines[0].split())
sold = list(map(int, lines[1].split()))
out = []
for k in map(int, lines[2].split()):
    out.append(str(kth_missing(sold, k)))
print(" ".join(out))
"""


def generate(random: Random, size: int) -> str:
    sold = sorted(random.sample(range(1, 2 * size + 3), size))
    questions = [random.randint(1, size + 3) for _ in range(max(2, min(100, size // 3)))]
    return lines((size, len(questions)), sold, questions)


def oracle(stdin: str) -> str:
    _, sold, questions = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    unsold = list(islice((number for number in count(1) if number not in sold), max(questions)))
    return lines([unsold[question - 1] for question in questions])


FAMILY = script_family(
    name="missing_ticket",
    title="The number of the k-th ticket that was never sold",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=300,
)
