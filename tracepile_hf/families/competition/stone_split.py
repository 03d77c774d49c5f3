"""Games: splitting piles of stones into unequal piles."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Two players take turns. In a turn a player chooses a pile and splits it into two piles of different sizes, neither of
them empty. Whoever cannot split any pile loses. Both play as well as possible.

Input

The first line contains the number of games t (1 <= t <= 3). Each of the next t lines contains the sizes of the piles
(1 to 5 piles of 1 to 40 stones).

Output

For each game print FIRST or SECOND, the player who wins, and the Grundy value of the whole game (the Grundy value of
a position is the smallest of 0, 1, 2, ... that no position after one move has; that of several independent piles is
the xor of theirs).

Example

Input:
    2
    3 4
    7 7 5

Output:
    FIRST 1
    FIRST 2
"""

CODE = """
from functools import reduce


def grundy(n, memo={}):
    if n not in memo:
        reach = set()
        for a in range(1, (n + 1) // 2):
            reach.add(grundy(a) ^ grundy(n - a))
        g = 0
        while g in reach:
            g += 1
        memo[n] = g
    return memo[n]


for _ in range(int(input())):
    piles = map(int, input().split())
    total = reduce(lambda x, y: x ^ y, map(grundy, piles))
    print("FIRST" if total else "SECOND", total)
"""


def generate(random: Random, size: int) -> str:
    games = [random.choices(range(1, size + 1), k=random.randint(2, 4)) for _ in range(3)]
    return lines(3, *games)


def oracle(stdin: str) -> str:
    values = [0]
    for stones in range(1, 41):
        reached = {values[small] ^ values[stones - small] for small in range(1, stones) if 2 * small < stones}
        values.append(min(set(range(len(reached) + 1)) - reached))
    answers = []
    for row in stdin.splitlines()[1:]:
        bits = [sum(values[int(word)] >> bit & 1 for word in row.split()) % 2 for bit in range(8)]
        total = sum(bit << place for place, bit in enumerate(bits))
        answers.append(("FIRST" if total else "SECOND", total))
    return lines(*answers)


FAMILY = script_family(
    name="stone_split",
    title="Splitting piles of stones into unequal piles",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=40,
)
