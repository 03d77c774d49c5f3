"""Constructive: a string of beads without equal neighbours."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import script_family

STATEMENT = """
Beads of several colours, written as letters, are put on a string so that no two neighbours have the same colour. Each
place gets the colour of which most beads are left, not counting the colour of the bead just before; among equally
frequent colours the first in the alphabet is taken.

Input

The only line contains the beads as a string of 1 to 60 capital letters.

Output

Print the string of beads. If at some place only beads of the colour just before are left, print what has been strung
until then and the number of beads left, separated by a space.

Example

Input:
    AABBBBC

Output:
    BABABCB
"""

CODE = """
import heapq
from collections import Counter

cnt = Counter(input().strip())
heap = [(-k, c) for c, k in cnt.items()]
heapq.heapify(heap)
out = []
held = None
while heap:
    k, c = heapq.heappop(heap)
    out.append(c)
    if held:
        heapq.heappush(heap, held)
    held = (k + 1, c) if k < -1 else None
if held:
    print("".join(out), -held[0])
else:
    print("".join(out))
"""


def generate(random: Random, size: int) -> str:
    colours = "ABCD"[: random.randint(2, 4)]
    weights = [random.randint(1, 5) for _ in colours]
    return "".join(random.choices(colours, weights, k=random.randint(size, min(60, size + 4))))


def oracle(stdin: str) -> str:
    rest, string = sorted(stdin.strip()), ""
    while rest:
        allowed = [bead for bead in rest if not string.endswith(bead)]
        if not allowed:
            return f"{string} {len(rest)}"
        bead = max(allowed, key=lambda one: (rest.count(one), -ord(one)))
        rest.remove(bead)
        string += bead
    return string


FAMILY = script_family(
    name="bead_string",
    title="A string of beads without equal neighbours",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=60,
)
