"""Stacks: rearranging a train by means of a siding."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Wagons 1, 2, ..., n arrive in this order. Each is pushed (P) into a dead-end siding, from which the last wagon can be
pulled (L) out at any time. The wagons shall leave in a given order.

Input

The first line contains the number of test cases t (1 <= t <= 3). Each test case consists of two lines: n (1 <= n <=
60) and the wanted order, a permutation of 1 to n.

Output

For each test case print the moves as a string of P and L (a wagon is pulled as soon as it is the next one wanted) and
the largest number of wagons in the siding at one time. If the order is impossible, print NO and the number of wagons
that leave before nothing more is possible.

Example

Input:
    2
    4
    2 4 3 1
    3
    3 1 2

Output:
    PPLPPLLL 3
    NO 1
"""

CODE = """
def solve():
    n = int(input())
    want = list(map(int, input().split()))
    siding = []
    moves = ""
    deepest = k = 0
    for w in range(1, n + 1):
        siding.append(w)
        moves += "P"
        deepest = max(deepest, len(siding))
        while siding and siding[-1] == want[k]:
            siding.pop()
            moves += "L"
            k += 1
    if siding:
        print("NO", k)
    else:
        print(moves, deepest)


t = int(input())
for _ in range(t):
    solve()
"""


def generate(random: Random, size: int) -> str:
    rows: list[Row] = [2]
    for _ in range(2):
        order: list[int] = []
        siding: list[int] = []
        arriving = list(range(size, 0, -1))
        while len(order) < size:
            if arriving and (not siding or random.random() < 0.55):
                siding.append(arriving.pop())
            else:
                order.append(siding.pop())
        if size > 2 and random.random() < 0.3:
            random.shuffle(order)
        rows += [size, order]
    return lines(*rows)


def oracle(stdin: str) -> str:
    return lines(*(_shunted([int(word) for word in row.split()]) for row in stdin.splitlines()[2::2]))


def _shunted(order: list[int]) -> str:
    """A wagon can leave if no wagon between it and the last one gone, arrived but not gone, lies on top of it."""
    moves, arrived, deepest = "", 0, 0
    for gone, wagon in enumerate(order):
        if wagon > arrived:
            moves += "P" * (wagon - arrived)
            arrived = wagon
            deepest = max(deepest, arrived - gone)
        elif any(other not in order[:gone] for other in range(wagon + 1, arrived + 1)):
            return f"NO {gone}"
        moves += "L"
    return f"{moves} {deepest}"


FAMILY = script_family(
    name="siding_train",
    title="Rearranging a train by means of a siding",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
)
