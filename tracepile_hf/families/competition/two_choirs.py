"""Graphs: dividing quarrelling singers into two choirs."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Some pairs of n singers quarrel. The singers are divided into two choirs, A and B, so that no two in the same choir
quarrel. In every group of singers who are linked by quarrels, the one with the smallest number joins choir A.

Input

The first line contains n and m (1 <= n <= 80, 0 <= m <= 120). Each of the next m lines contains two different singers
who quarrel.

Output

Print the choir of each singer as a string of n letters, then the sizes of the two choirs on the next line. If no
division exists, print IMPOSSIBLE.

Example

Input:
    5 3
    2 1
    3 2
    5 4

Output:
    ABAAB
    3 2
"""

CODE = """
import sys


def colour(adj, n):
    side = [-1] * n
    for s in range(n):
        if side[s] != -1:
            continue
        side[s] = 0
        stack = [s]
        while stack:
            u = stack.pop()
            for v in adj[u]:
                if side[v] == -1:
                    side[v] = 1 - side[u]
                    stack.append(v)
                elif side[v] == side[u]:
                    return None
    return side


data = list(map(int, sys.stdin.read().split()))
n, m = data[0], data[1]
adj = [[] for _ in range(n)]
for i in range(m):
    a, b = data[2 + 2 * i] - 1, data[3 + 2 * i] - 1
    adj[a].append(b)
    adj[b].append(a)
side = colour(adj, n)
if side is None:
    print("IMPOSSIBLE")
else:
    print("".join("AB"[x] for x in side))
    print(side.count(0), side.count(1))
"""


def generate(random: Random, size: int) -> str:
    if size == 1:
        return lines((1, 0))
    sides = [random.randint(0, 1) for _ in range(size)]
    quarrels = []
    for _ in range(size):
        one, other = random.sample(range(size), 2)
        if sides[one] != sides[other] or random.random() < 0.06:
            quarrels.append((one + 1, other + 1))
    return lines((size, len(quarrels)), *quarrels)


def oracle(stdin: str) -> str:
    (n, _), *quarrels = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    even = [[one == other for other in range(n)] for one in range(n)]  # joined by a walk of even length
    odd = [[False] * n for _ in range(n)]
    for a, b in quarrels:
        odd[a - 1][b - 1] = odd[b - 1][a - 1] = True
    for via in range(n):
        for _ in range(2):  # once more, for walks that pass `via` twice
            for one in range(n):
                for other in range(n):
                    if (even[one][via] and even[via][other]) or (odd[one][via] and odd[via][other]):
                        even[one][other] = True
                    if (even[one][via] and odd[via][other]) or (odd[one][via] and even[via][other]):
                        odd[one][other] = True
    if any(odd[one][one] for one in range(n)):
        return "IMPOSSIBLE"
    leaders = [min(other for other in range(n) if even[one][other] or odd[one][other]) for one in range(n)]
    choirs = "".join("A" if even[one][leader] else "B" for one, leader in enumerate(leaders))
    return lines(choirs, (choirs.count("A"), choirs.count("B")))


FAMILY = script_family(
    name="two_choirs",
    title="Dividing quarrelling singers into two choirs",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=80,
)
