"""Sorting: sorting wagons in passes along the train."""

from __future__ import annotations

from itertools import accumulate
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A shunter walks along a train from the front to the back; whenever a wagon has a greater number than the one behind
it, the two are exchanged and the walk goes on behind them. Walks are repeated until one of them has nothing to
exchange.

Input

The first line contains n (1 <= n <= 60). The second line contains the numbers of the wagons, each from 1 to 100.

Output

Print the order after each walk that exchanged something, one line for each, and then the number of exchanges of each
of these walks, or SORTED if there was none.

Example

Input:
    5
    4 2 5 1 3

Output:
    2 4 1 3 5
    2 1 3 4 5
    1 2 3 4 5
    3 2 1
"""

CODE = """
n = int(input())
a = list(map(int, input().split()))
log = []
while True:
    swaps = 0
    for i in range(n - 1):
        if a[i] > a[i + 1]:
            a[i], a[i + 1] = a[i + 1], a[i]
            swaps += 1
    if swaps == 0:
        break
    print(*a)
    log.append(swaps)
if log:
    print(*log)
else:
    print("SORTED")
"""


def generate(random: Random, size: int) -> str:
    return lines(size, [random.randint(1, min(100, 4 * size)) for _ in range(size)])


def oracle(stdin: str) -> str:
    """In a walk every wagon that is not a new maximum moves one place forward."""
    train = [int(word) for word in stdin.split()[1:]]
    orders, counts = [], []
    while train != sorted(train):
        tops = list(accumulate(train, max))
        counts.append(sum(wagon < top for wagon, top in zip(train, tops, strict=True)))
        train = [min(wagon, top) for wagon, top in zip(train[1:], tops, strict=False)] + tops[-1:]
        orders.append(train)
    return lines(*orders, counts or "SORTED")


FAMILY = script_family(
    name="wagon_passes",
    title="Sorting wagons in passes along the train",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
)
