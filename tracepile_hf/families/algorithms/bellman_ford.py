"""Bellman-Ford (CLRS): shortest distances with negative weights, negative cycles noticed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._graphs import some_edges, weighted
from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

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


IDEA = (
    "A shortest path visits no vertex twice, so it has fewer edges than there are vertices. After each "
    "round over all edges, paths of one more edge are right; if distances still fall after that, a cycle "
    "is to blame."
)
INVARIANTS = (
    Invariant(
        "distance[b] == distance[a] + weight or a == b",
        "over {a} it takes {distance[a] + weight|calc} to get to {b}, which is the least that is known",
        line="distance[b] = candidate",
    ),
    Invariant(
        "candidate - weight == distance[a]",
        "the edge from {a} to {b} would lead to {b} at {distance[a] + weight|calc}",
        line="candidate = distance[a] + weight",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    for source in [vertex for vertex, distance in enumerate(result) if distance == 0]:
        edges = [(source, other, distance) for other, distance in enumerate(result) if distance is not None]
        yield len(result), [edge for edge in edges if edge[1] != source], source


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
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "one edge from the source, which is at distance 0, to each vertex that is reached, with its "
        "distance as the weight, is enough",
        (
            "len(result)",
            "result.index(0)",
        ),
        invert,
    ),
)
