"""Graphs: the two huts of a valley that are farthest apart."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
The n huts of a valley are joined by n - 1 paths so that each hut can be reached from every other one in a single way.
A ranger starts at hut 1, walks to the hut that is farthest away, and from there to the hut that is farthest from it;
among equally far huts the one with the smallest number is taken.

Input

The first line contains n (1 <= n <= 100). Each of the next n - 1 lines contains two huts joined by a path and its
length in minutes, from 1 to 60.

Output

Print the numbers of the two huts in the order of the walk, and the distance between them.

Example

Input:
    5
    1 2 4
    2 3 6
    2 4 3
    1 5 5

Output:
    3 5 15
"""

CODE = """
def farthest(s):
    dist = {s: 0}
    order = [s]
    for u in order:
        for v, c in adj[u]:
            if v not in dist:
                dist[v] = dist[u] + c
                order.append(v)
    far = max(dist.values())
    return min(v for v in dist if dist[v] == far), far


n = int(input())
adj = {i: [] for i in range(1, n + 1)}
for _ in range(n - 1):
    u, v, c = map(int, input().split())
    adj[u].append((v, c))
    adj[v].append((u, c))
a, _ = farthest(1)
b, length = farthest(a)
print(a, b, length)
"""


def generate(random: Random, size: int) -> str:
    names = random.sample(range(1, size + 1), size)
    paths = [(names[random.randint(max(0, k - 4), k - 1)], names[k], random.randint(1, 15)) for k in range(1, size)]
    return lines(size, *paths)


def oracle(stdin: str) -> str:
    (n,), *paths = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    far = 10**9
    minutes = [[0 if one == other else far for other in range(n + 1)] for one in range(n + 1)]
    for a, b, length in paths:
        minutes[a][b] = minutes[b][a] = length
    for via in range(1, n + 1):  # Floyd-Warshall
        for one in range(1, n + 1):
            through = minutes[one][via]
            if through < far:
                minutes[one] = [
                    min(far, way, through + more) for way, more in zip(minutes[one], minutes[via], strict=True)
                ]
    first = max(range(1, n + 1), key=lambda hut: (minutes[1][hut], -hut))
    second = max(range(1, n + 1), key=lambda hut: (minutes[first][hut], -hut))
    return f"{first} {second} {minutes[first][second]}"


FAMILY = script_family(
    name="valley_ends",
    title="The two huts of a valley that are farthest apart",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=100,
)
