"""Minimum spanning tree (CLRS), Prim's algorithm with a heap."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import connected_edges, weighted
from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
A connected undirected graph is given as a dictionary from each vertex to its neighbours with the weight of the edge
to them. Grow a tree from vertex 0, always adding the cheapest edge that leads out of it (of equally cheap ones the
one with the smallest new vertex). Return the total weight and the list of vertices in the order in which they joined.
"""

CODE = """
import heapq


def prim(graph):
    total = 0
    joined = []
    heap = [(0, 0)]
    while heap:
        weight, vertex = heapq.heappop(heap)
        if vertex in joined:
            continue
        joined.append(vertex)
        total += weight
        for other, price in graph[vertex].items():
            if other not in joined:
                heapq.heappush(heap, (price, other))
    return total, joined
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    graph: dict[int, dict[int, int]] = {vertex: {} for vertex in range(size)}
    for a, b, weight in weighted(random, connected_edges(random, size, size), 1, 15):
        graph[a][b] = graph[b][a] = weight
    return (graph,)


def oracle(graph: dict[int, dict[int, int]]) -> tuple[int, list[int]]:
    joined = [0]
    total = 0
    while len(joined) < len(graph):
        crossing = [
            (weight, other) for vertex in joined for other, weight in graph[vertex].items() if other not in joined
        ]
        weight, vertex = min(crossing)
        total += weight
        joined.append(vertex)
    return total, joined


IDEA = "One part grows from a single vertex. The cheapest edge that leads out of it may always be taken."
INVARIANTS = (
    Invariant(
        "len(set(joined)) == len(joined)",
        "{vertex} is joined as number {len(joined)}, for {weight}",
        line="joined.append(vertex)",
    ),
    Invariant(
        "weight >= 0 and total >= weight",
        "the part of {len(joined)|# vertex/vertices} costs {total}",
        line="total += weight",
    ),
)


FAMILY = function_family(
    name="mst_prim",
    title="Minimum spanning tree (Prim)",
    statement=STATEMENT,
    code=CODE,
    entry_point="prim",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
)
