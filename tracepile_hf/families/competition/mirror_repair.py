"""Two pointers: cheapest way to make a sign read the same from both ends."""

from __future__ import annotations

from random import Random
from string import ascii_lowercase

from tracepile_hf.families.family import script_family

STATEMENT = """
The letters of a sign are set on wheels: one turn changes a letter into the next or the previous one of the alphabet,
and a and z are neighbours. Only letters of the right half may be turned, and the middle letter stays. The sign shall
read the same from both ends.

Input

The only line contains the sign, 1 to 400 lower-case letters.

Output

Print the total number of turns, then the number of letters that had to be changed.

Example

Input:
    azbyzc

Output:
    5 2
"""

CODE = """
s = input()
i = 0
j = len(s) - 1
turns = changed = 0
while i < j:
    d = abs(ord(s[i]) - ord(s[j]))
    d = min(d, 26 - d)
    turns += d
    if d > 0:
        changed += 1
    i += 1
    j -= 1
print(turns, changed)
"""


def generate(random: Random, size: int) -> str:
    sign = random.choices(ascii_lowercase, k=size)
    for place in range(size // 2):
        if random.random() < 0.4:
            sign[place] = sign[-1 - place]
    return "".join(sign)


def oracle(stdin: str) -> str:
    sign = stdin.strip()
    costs = []
    for one, other in list(zip(sign, reversed(sign), strict=True))[: len(sign) // 2]:
        ring = ascii_lowercase * 2
        forward = ring.index(other, ring.index(one)) - ring.index(one)
        backward = ring.index(one, ring.index(other)) - ring.index(other)
        costs.append(min(forward, backward))
    return f"{sum(costs)} {len([cost for cost in costs if cost])}"


FAMILY = script_family(
    name="mirror_repair",
    title="Cheapest way to make a sign read the same from both ends",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=16,
    max_size=400,
)
