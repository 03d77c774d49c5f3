"""Simulation: how two quilt patches can be made to match."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Two square patches of n by n pieces of cloth, written as letters, shall look the same. The second one may be turned by
quarter turns to the right and may be flipped over, left to right, before it is turned.

Input

The first line contains n (1 <= n <= 8). Each of the next n lines contains a row of the first patch, and each of the n
lines after them a row of the second one.

Output

Print MATCH and the number of quarter turns (0 to 3), with the word FLIPPED behind if the patch has to be flipped
first; not flipping is preferred, then fewer turns. If it is impossible, print NO and the greatest number of pieces
that agree for any choice.

Example

Input:
    2
    ab
    cd
    ba
    dc

Output:
    MATCH 0 FLIPPED
"""

CODE = """
def turn(p):
    return ["".join(col) for col in zip(*p[::-1])]


def agree(p, q):
    return sum(a == b for r, s in zip(p, q) for a, b in zip(r, s))


n = int(input())
first = [input() for _ in range(n)]
second = [input() for _ in range(n)]
most = 0
for flipped in False, True:
    patch = [row[::-1] for row in second] if flipped else second
    for turns in range(4):
        same = agree(first, patch)
        most = max(most, same)
        if same == n * n:
            break
        patch = turn(patch)
    else:
        continue
    print("MATCH", turns, *["FLIPPED"] * flipped)
    break
else:
    print("NO", most)
"""


def generate(random: Random, size: int) -> str:
    first = [[random.choice("abc") for _ in range(size)] for _ in range(size)]
    second = [row[:] for row in first]
    for _ in range(random.randint(0, 3)):
        second = [[second[i][j] for i in range(size)] for j in range(size - 1, -1, -1)]
    if random.random() < 0.5:
        second = [row[::-1] for row in second]
    if random.random() < 0.55:
        for _ in range(random.randint(1, 3)):
            second[random.randrange(size)][random.randrange(size)] = random.choice("abc")
    return lines(size, *("".join(row) for row in first), *("".join(row) for row in second))


def oracle(stdin: str) -> str:
    n, *rows = stdin.split()
    size = int(n)
    first = {(i, j): rows[i][j] for i in range(size) for j in range(size)}
    second = {(i, j): rows[size + i][j] for i in range(size) for j in range(size)}
    best = 0
    for flipped in range(2):
        moved = {(i, size - 1 - j if flipped else j): piece for (i, j), piece in second.items()}
        for turns in range(4):
            same = len(first.items() & moved.items())
            if same == size * size:
                return f"MATCH {turns} FLIPPED" if flipped else f"MATCH {turns}"
            best = max(best, same)
            moved = {(j, size - 1 - i): piece for (i, j), piece in moved.items()}
    return f"NO {best}"


FAMILY = script_family(
    name="quilt_turn",
    title="How two quilt patches can be made to match",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=8,
)
