"""Dijkstra (CLRS): shortest distances from a source with a heap."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._graphs import some_edges, weighted
from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
A directed graph is given as a dictionary from each vertex to a dictionary of its successors and the lengths of the
edges. Return the dictionary of shortest distances from the source to every vertex that can be reached, in the order
in which the distances became final (of equal distances the alphabetically smaller vertex first).
"""

CODE = """
import heapq


def dijkstra(graph, source):
    final = {}
    heap = [(0, source)]
    while heap:
        distance, vertex = heapq.heappop(heap)
        if vertex in final:
            continue
        final[vertex] = distance
        for successor, length in graph[vertex].items():
            if successor not in final:
                heapq.heappush(heap, (distance + length, successor))
    return final
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = [chr(ord("A") + i) if size <= 26 else f"v{i}" for i in range(size)]
    graph: dict[str, dict[str, int]] = {name: {} for name in names}
    for a, b, length in weighted(random, some_edges(random, size, 2 * size + 1, directed=True), 1, 12):
        graph[names[a]][names[b]] = length
    return graph, random.choice(names)


def oracle(graph: dict[str, dict[str, int]], source: str) -> dict[str, int]:
    distance = {source: 0}
    for _ in graph:
        for a, successors in graph.items():
            for b, length in successors.items():
                if a in distance:
                    distance[b] = min(distance.get(b, distance[a] + length), distance[a] + length)
    return dict(sorted(distance.items(), key=lambda item: (item[1], item[0])))


IDEA = (
    "No way over a vertex that is farther can be shorter, as no length is negative. So the vertex that "
    "comes off the heap first has its final distance."
)
INVARIANTS = (
    Invariant(
        "distance == max(final.values())",
        "{vertex} is final at {distance}, and no vertex that was final before is farther",
        line="final[vertex] = distance",
    ),
    Invariant(
        "result[source] == 0",
        "the vertices are {[vertex for vertex in result]|list}, and the one at distance 0 is the source",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    source, *others = result
    graph: dict[Any, dict[Any, int]] = {source: {other: result[other] for other in others}}
    yield {**graph, **{other: {} for other in others}}, source


FAMILY = function_family(
    name="dijkstra",
    title="Dijkstra's shortest paths",
    statement=STATEMENT,
    code=CODE,
    entry_point="dijkstra",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=50,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the source is the place at distance 0, and one road from it to each other place, as long as the "
        "distance, makes them final in the order of their distances",
        ("list(result)",),
        invert,
    ),
)
