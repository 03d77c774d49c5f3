"""Bellman-Ford (CLRS): shortest distances with negative weights, negative cycles noticed."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import some_edges, weighted
from tracepile_hf.families.family import function_family

STATEMENT = """
Edges (a, b, weight) lead from a to b and may have negative weights. Return the list of shortest distances from the
source to the vertices 0 to n - 1, None for those that cannot be reached. If a cycle of negative total weight can be
reached, return the text 'negative cycle' instead.
"""

CODE = """
def bellman_ford(n, edges, source):
    distance = [None] * n
    distance[source] = 0
    for round_number in range(n):
        changed = False
        for a, b, weight in edges:
            if distance[a] is None:
                continue
            candidate = distance[a] + weight
            if distance[b] is None or candidate < distance[b]:
                distance[b] = candidate
                changed = True
        if not changed:
            return distance
    return "negative cycle"
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    edges = weighted(random, some_edges(random, size, size + 2, directed=True), -2, 9)
    return size, edges, random.randrange(size)


def oracle(n: int, edges: list[tuple[int, int, int]], source: int) -> object:
    # best[k][v]: the shortest walk to v of at most k edges; it still gets shorter at k = n only by a negative cycle.
    best: list[dict[int, int]] = [{source: 0}]
    for _ in range(n):
        following = dict(best[-1])
        for a, b, weight in edges:
            if a in best[-1]:
                following[b] = min(following.get(b, best[-1][a] + weight), best[-1][a] + weight)
        best.append(following)
    if best[-1] != best[-2]:
        return "negative cycle"
    return [best[-1].get(vertex) for vertex in range(n)]


FAMILY = function_family(
    name="bellman_ford",
    title="Bellman-Ford shortest paths",
    statement=STATEMENT,
    code=CODE,
    entry_point="bellman_ford",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=30,
)
