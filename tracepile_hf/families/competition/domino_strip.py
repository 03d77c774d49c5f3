"""Games: laying dominoes on strips of squares."""

from __future__ import annotations

from itertools import groupby
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Two players take turns in laying a domino on two free neighbouring squares of one of several strips of squares.
Whoever cannot lay a domino loses. Both play as well as possible.

Input

The first line contains the number of strips n (1 <= n <= 10). The second line contains their lengths, each from 1 to
40.

Output

Print the winner, FIRST or SECOND, and on the next line the Grundy value of each strip (the Grundy value of a position
is the smallest of 0, 1, 2, ... that no position after one move has; that of several independent strips is the xor of
theirs).

Example

Input:
    3
    2 5 7

Output:
    SECOND
    1 0 1
"""

CODE = """
def mex(values):
    g = 0
    while g in values:
        g += 1
    return g


input()
strips = list(map(int, input().split()))
grundy = [0, 0]
for n in range(2, max(strips) + 1):
    reach = {grundy[i] ^ grundy[n - 2 - i] for i in range(n - 1)}
    grundy.append(mex(reach))
total = 0
for s in strips:
    total ^= grundy[s]
print("FIRST" if total else "SECOND")
print(*(grundy[s] for s in strips))
"""


def generate(random: Random, size: int) -> str:
    return lines(4, [random.randint(1, min(40, size + 1)) for _ in range(4)])


def oracle(stdin: str) -> str:
    values: dict[int, int] = {}
    for length in range(41):
        options = []
        for place in range(length - 1):
            squares = ["." if square not in (place, place + 1) else "#" for square in range(length)]
            free = [len(list(run)) for sign, run in groupby(squares) if sign == "."]
            values_left = [values[strip] for strip in free]
            options.append(values_left[0] ^ values_left[1] if len(values_left) == 2 else sum(values_left))
        values[length] = min(set(range(len(options) + 1)) - set(options))
    strips = [values[int(word)] for word in stdin.split()[1:]]
    odd = any(sum(value >> bit & 1 for value in strips) % 2 for bit in range(8))
    return lines("FIRST" if odd else "SECOND", strips)


FAMILY = script_family(
    name="domino_strip",
    title="Laying dominoes on strips of squares",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=40,
)
