"""Graphs: the cheapest way of a salt merchant."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Towns 1 to n are joined by m roads that can be used in both directions, each with a toll. A salt merchant travels from
town 1 to town n.

Input

The first line contains n and m (2 <= n <= 40, 1 <= m <= 120). Each of the next m lines contains a, b and the toll c
(1 <= a, b <= n, a != b, 1 <= c <= 100).

Output

Print the lowest total toll and the towns on the way. At equal toll, each town is entered from the neighbour with the
smaller number. Print NO WAY if town n cannot be reached.

Example

Input:
    4 5
    1 2 7
    1 3 2
    3 2 4
    2 4 1
    3 4 9

Output:
    7
    1 3 2 4
"""

CODE = """
import heapq
import sys

input = sys.stdin.readline


def main():
    n, m = map(int, input().split())
    adj = [[] for _ in range(n + 1)]
    for _ in range(m):
        a, b, c = map(int, input().split())
        adj[a].append((b, c))
        adj[b].append((a, c))
    dist = {}
    prev = {}
    heap = [(0, 0, 1)]
    while heap:
        d, p, u = heapq.heappop(heap)
        if u in dist:
            continue
        dist[u] = d
        prev[u] = p
        if u == n:
            break
        for v, c in adj[u]:
            if v not in dist:
                heapq.heappush(heap, (d + c, u, v))
    if n not in dist:
        print("NO WAY")
        return
    path = []
    u = n
    while u:
        path.append(u)
        u = prev[u]
    print(dist[n])
    print(*reversed(path))


main()
"""


def generate(random: Random, size: int) -> str:
    towns = max(2, size)
    roads = [(*random.sample(range(1, towns + 1), 2), random.randint(1, 12)) for _ in range(min(120, towns + 2))]
    if random.random() < 0.7:
        roads += [(town, random.choice((town + 1, towns)), random.randint(2, 15)) for town in range(1, towns)]
        roads = random.sample(roads, min(len(roads), 120))
    return lines((towns, len(roads)), *roads)


def oracle(stdin: str) -> str:
    (n, _), *roads = [[int(word) for word in row.split()] for row in stdin.splitlines()]
    roads += [[b, a, toll] for a, b, toll in roads]
    costs = {1: 0}
    for _ in range(n):  # Bellman-Ford
        for a, b, toll in roads:
            if a in costs:
                costs[b] = min(costs.get(b, costs[a] + toll), costs[a] + toll)
    if n not in costs:
        return "NO WAY"
    way = [n]
    while way[0] != 1:
        way.insert(0, min(a for a, b, toll in roads if b == way[0] and a in costs and costs[a] + toll == costs[b]))
    return lines(costs[n], way)


FAMILY = script_family(
    name="salt_roads",
    title="The cheapest way of a salt merchant",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=40,
)
