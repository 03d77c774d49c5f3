"""Constructive: swaps that put parcels into their places."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Parcel number p_i lies at place i. In one swap two parcels change places. The clerk goes through the places from left
to right; while the wrong parcel lies at a place, it is swapped with the parcel that lies at its own place.

Input

The first line contains n (1 <= n <= 100). The second line contains the parcels p_1, ..., p_n, a permutation of 1 to
n.

Output

Print the number of swaps, and then for each swap a line with the two places, the one where the clerk stands first.

Example

Input:
    5
    3 1 2 5 4

Output:
    3
    1 3
    1 2
    4 5
"""

CODE = """
n = int(input())
p = [0] + list(map(int, input().split()))
swaps = []
for i in range(1, n + 1):
    while p[i] != i:
        j = p[i]
        p[i], p[j] = p[j], p[i]
        swaps.append((i, j))
print(len(swaps))
for a, b in swaps:
    print(a, b)
"""


def generate(random: Random, size: int) -> str:
    return lines(size, random.sample(range(1, size + 1), size))


def oracle(stdin: str) -> str:
    """Each cycle, entered at its smallest place, is undone by visiting its places in order."""
    n, *parcels = map(int, stdin.split())
    swaps, seen = [], set()
    for place in range(1, n + 1):
        parcel = parcels[place - 1]
        while place not in seen and parcel != place:
            swaps.append((place, parcel))
            seen.add(parcel)
            parcel = parcels[parcel - 1]
    return lines(len(swaps), *swaps)


FAMILY = script_family(
    name="sorting_swaps",
    title="Swaps that put parcels into their places",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=100,
)
