"""Greedy: vans board a ferry in the order of the queue."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
A ferry of length L carries vans across a river. The n vans board in the order of the queue, one behind the other; a
van that no longer fits waits for the next crossing, and everybody behind it waits too. Each crossing takes as many
vans as fit.

Input

The first line contains n and L (1 <= n <= 400, 5 <= L <= 60). The second line contains the lengths of the vans, each
from 1 to L.

Output

Print two integers: the number of crossings and the greatest free length left on any of them.

Example

Input:
    6 10
    4 5 3 7 2 9

Output:
    4 8
"""

CODE = """
n, L = map(int, input().split())
vans = list(map(int, input().split()))
trips = 0
free = 0
waste = 0
for v in vans:
    if v > free:
        if trips:
            waste = max(waste, free)
        trips += 1
        free = L
    free -= v
waste = max(waste, free)
print(trips, waste)
"""


def generate(random: Random, size: int) -> str:
    length = random.randint(8, 30)
    return lines((size, length), [random.randint(1, length * 2 // 3) for _ in range(size)])


def oracle(stdin: str) -> str:
    _, length, *vans = map(int, stdin.split())
    rest, loads = vans, []
    while rest:
        fitting = max(k for k in range(1, len(rest) + 1) if sum(rest[:k]) <= length)
        loads.append(sum(rest[:fitting]))
        rest = rest[fitting:]
    return f"{len(loads)} {length - min(loads)}"


IDEA = (
    "The vans go on in the order of the queue. A new trip begins only when the next van does not fit behind the others."
)
INVARIANTS = (
    Invariant(
        "0 <= free <= L",
        "trip {trips} takes the van of {v} and has {free} left",
        line="free -= v",
    ),
)


FAMILY = script_family(
    name="ferry_loading",
    title="Vans board a ferry in the order of the queue",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=400,
    idea=IDEA,
    invariants=INVARIANTS,
)
