"""Bitmasks: two colours with the brightest mixture."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family
from tracepile_hf.records import Invariant

STATEMENT = """
Mixing two colours with the numbers a and b gives the colour a xor b. Find two of n colours whose mixture has the
greatest number.

Input

The first line contains n (2 <= n <= 200). The second line contains the numbers of the colours, each from 0 to 1023.

Output

Print the greatest number of a mixture, then the mixture's number of ones in binary.

Example

Input:
    4
    5 25 10 8

Output:
    28 3
"""

CODE = """
n = int(input())
a = list(map(int, input().split()))
best = 0
mask = 0
for bit in range(9, -1, -1):
    mask |= 1 << bit
    heads = {x & mask for x in a}
    want = best | (1 << bit)
    if any(h ^ want in heads for h in heads):
        best = want
print(best, bin(best).count("1"))
"""


def generate(random: Random, size: int) -> str:
    count = max(2, size)
    top = random.choice((127, 255, 511, 1023))
    return lines(count, [random.randint(0, top) for _ in range(count)])


def oracle(stdin: str) -> str:
    colours = [int(word) for word in stdin.split()[1:]]
    brightest = max(a ^ b for a, b in combinations(colours, 2))
    ones = 0
    while brightest >> ones:
        ones += 1
    return f"{brightest} {sum(brightest >> place & 1 for place in range(ones))}"


IDEA = (
    "The XOR is built from its highest bit on. A bit can be had if two of the shortened numbers differ by "
    "exactly the XOR that is wanted so far."
)
INVARIANTS = (
    Invariant(
        "any(one ^ other == best for one in heads for other in heads)",
        "two of the shortened numbers have the XOR {best}, so bit {bit} is kept",
        line="best = want",
    ),
)


FAMILY = script_family(
    name="brightest_pair",
    title="Two colours with the brightest mixture",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
)
