"""Bitmasks: fewest levers that set a row of lamps."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A panel has 8 lamps, all off. Each of n levers switches a fixed set of lamps from off to on and from on to off. Which
levers must be pulled so that the lamps show a wanted pattern?

Input

The first line contains n and the wanted pattern (1 <= n <= 10), 8 digits 0 or 1. Each of the next n lines contains
the set of a lever, written in the same way.

Output

Print the numbers of the pulled levers in ascending order: as few as possible, and among those the choice whose bit
mask (lever i has value 2^(i-1)) is smallest. Print NONE if the lamps show the pattern at once, and -1 if it cannot be
reached.

Example

Input:
    3 01100101
    11000000
    01100001
    00000100

Output:
    2 3
"""

CODE = """
n, target = input().split()
n = int(n)
target = int(target, 2)
levers = [int(input(), 2) for _ in range(n)]
best = None
for mask in range(1 << n):
    state = 0
    for i in range(n):
        if mask >> i & 1:
            state ^= levers[i]
    if state == target:
        if best is None or bin(mask).count("1") < bin(best).count("1"):
            best = mask
if best is None:
    print(-1)
elif best == 0:
    print("NONE")
else:
    print(*[i + 1 for i in range(n) if best >> i & 1])
"""


def generate(random: Random, size: int) -> str:
    levers = [random.randint(1, 255) for _ in range(random.randint(size, min(10, size + 1)))]
    pattern = 0
    for lever in levers:
        pattern ^= lever * random.randint(0, 1)
    if random.random() < 0.1:
        pattern = random.randint(0, 255)
    return lines((len(levers), f"{pattern:08b}"), *(f"{lever:08b}" for lever in levers))


def oracle(stdin: str) -> str:
    _, wanted, *levers = stdin.split()
    for count in range(len(levers) + 1):
        for chosen in sorted(combinations(range(len(levers)), count), key=lambda pulled: sum(2**i for i in pulled)):
            shown = "".join(str(sum(levers[i][lamp] == "1" for i in chosen) % 2) for lamp in range(8))
            if shown == wanted:
                return lines([i + 1 for i in chosen]) if chosen else "NONE"
    return "-1"


FAMILY = script_family(
    name="lever_panel",
    title="Fewest levers that set a row of lamps",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=10,
)
