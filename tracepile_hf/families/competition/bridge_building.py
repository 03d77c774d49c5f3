"""Graphs: groups of islands while bridges are built."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import Row, lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Bridges are built one after the other between n islands. After each bridge tell how many groups of connected islands
there are and how many islands the group of the new bridge has.

Input

The first line contains n and m (2 <= n <= 100, 1 <= m <= 100). Each of the next m lines contains two different
islands a and b (1 <= a, b <= n).

Output

For each bridge print the number of groups and the size of the group of its islands, followed by the word LOOP if they
were already connected.

Example

Input:
    5 4
    1 2
    4 5
    2 5
    1 4

Output:
    4 2
    3 2
    2 4
    2 4 LOOP
"""

CODE = """
class DSU:
    def __init__(self, n):
        self.parent = list(range(n + 1))
        self.size = [1] * (n + 1)
        self.groups = n

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.size[a] < self.size[b]:
            a, b = b, a
        self.parent[b] = a
        self.size[a] += self.size[b]
        self.groups -= 1
        return True


n, m = map(int, input().split())
d = DSU(n)
for _ in range(m):
    a, b = map(int, input().split())
    fresh = d.union(a, b)
    size = d.size[d.find(a)]
    if fresh:
        print(d.groups, size)
    else:
        print(d.groups, size, "LOOP")
"""


def generate(random: Random, size: int) -> str:
    islands = max(2, size)
    bridges = [random.sample(range(1, islands + 1), 2) for _ in range(size)]
    return lines((islands, size), *bridges)


def oracle(stdin: str) -> str:
    (n, _), *bridges = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    groups = [{island} for island in range(1, n + 1)]
    answers: list[Row] = []
    for a, b in bridges:
        touched = [group for group in groups if group & {a, b}]
        merged = set().union(*touched)
        groups = [group for group in groups if group not in touched] + [merged]
        answers.append((len(groups), len(merged)) if len(touched) == 2 else (len(groups), len(merged), "LOOP"))
    return lines(*answers)


FAMILY = script_family(
    name="bridge_building",
    title="Groups of islands while bridges are built",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=100,
)
