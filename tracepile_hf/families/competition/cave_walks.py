"""Graphs: walks through a cave that enter no room twice."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A cave has n rooms, some of which are joined by tunnels. Count the walks from room 1 to room n that enter no room
twice, and find the longest of them.

Input

The first line contains n and m (2 <= n <= 7, 0 <= m <= 21). Each of the next m lines contains two different rooms
joined by a tunnel; no two rooms are joined by two tunnels.

Output

Print the number of walks and the number of rooms on the longest one (0 if there is no walk).

Example

Input:
    4 5
    1 2
    2 4
    1 3
    3 4
    2 3

Output:
    4 4
"""

CODE = """
def solve():
    n, m = map(int, input().split())
    adj = [[] for _ in range(n)]
    for _ in range(m):
        a, b = map(int, input().split())
        adj[a - 1].append(b - 1)
        adj[b - 1].append(a - 1)
    walks = longest = 0
    visited = [False] * n

    def go(u, depth):
        nonlocal walks, longest
        if u == n - 1:
            walks += 1
            longest = max(longest, depth)
            return
        visited[u] = True
        for v in adj[u]:
            if not visited[v]:
                go(v, depth + 1)
        visited[u] = False

    go(0, 1)
    print(walks, longest)


solve()
"""


def generate(random: Random, size: int) -> str:
    rooms = max(2, size)
    tunnels = [pair for pair in combinations(range(1, rooms + 1), 2) if random.random() < 0.55]
    random.shuffle(tunnels)
    names = dict(enumerate(random.sample(range(1, rooms + 1), rooms), 1))
    return lines((rooms, len(tunnels)), *((names[a], names[b]) for a, b in tunnels))


def oracle(stdin: str) -> str:
    (n, _), *tunnels = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    lengths = []
    for between in range(n - 1):
        for rooms in permutations(range(2, n), between):
            if all([a, b] in tunnels or [b, a] in tunnels for a, b in pairwise((1, *rooms, n))):
                lengths.append(between + 2)
    return f"{len(lengths)} {max(lengths, default=0)}"


FAMILY = script_family(
    name="cave_walks",
    title="Walks through a cave that enter no room twice",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=7,
)
