"""Minimum spanning tree (CLRS), Kruskal's algorithm with a forest of representatives."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._graphs import connected_edges, weighted
from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
A connected undirected graph on the vertices 0 to n - 1 is given as a list of edges (a, b, weight). Take the edges by
rising weight, ties in the order of their ends, and keep those that join two different parts. Return the total weight
of the edges kept and the edges in the order in which they were kept.
"""

CODE = """
def kruskal(n, edges):
    parent = list(range(n))

    def find(vertex):
        while parent[vertex] != vertex:
            vertex = parent[vertex]
        return vertex

    total = 0
    kept = []
    for a, b, weight in sorted(edges, key=lambda edge: (edge[2], edge[0], edge[1])):
        root_a = find(a)
        root_b = find(b)
        if root_a != root_b:
            parent[root_a] = root_b
            total += weight
            kept.append((a, b, weight))
    return total, kept
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return size, weighted(random, connected_edges(random, size, size), 1, 20)


def oracle(n: int, edges: list[tuple[int, int, int]]) -> tuple[int, list[tuple[int, int, int]]]:
    # An edge is kept unless its ends are already joined by edges that come before it.
    rank = {edge: (edge[2], edge[0], edge[1]) for edge in edges}
    kept = []
    for edge in sorted(edges, key=lambda each: rank[each]):
        reached = {edge[0]}
        for _ in range(n):
            for other in edges:
                if rank[other] < rank[edge] and {other[0], other[1]} & reached:
                    reached |= {other[0], other[1]}
        if edge[1] not in reached:
            kept.append(edge)
    return sum(edge[2] for edge in kept), kept


IDEA = "The cheapest edge that joins two parts may always be kept. An edge inside one part would only close a circle."
INVARIANTS = (
    Invariant(
        "total == sum([edge[2] for edge in kept]) and len(kept) < n",
        "{len(kept)|# edge} {len(kept)|is/are} kept, which cost {[edge[2] for edge in kept]|sum}",
        line="kept.append((a, b, weight))",
    ),
    Invariant(
        "result[0] == sum([edge[2] for edge in result[1]])",
        "the edges cost {[edge[2] for edge in result[1]]|sum}",
        moment="result",
    ),
    Invariant(
        "all(edge in edges for edge in result[1])",
        "the edges kept, {result[1]|list}, are among those given",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield len(result[1]) + 1, result[1]


FAMILY = function_family(
    name="mst_kruskal",
    title="Minimum spanning tree (Kruskal)",
    statement=STATEMENT,
    code=CODE,
    entry_point="kruskal",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "a tree has one edge less than vertices, and where there are only the edges that were kept, all "
        "of them are kept again",
        (
            "len(result[1]) + 1",
            "result[0]",
        ),
        invert,
    ),
)
