"""DAG shortest paths (CLRS): relax the edges in topological order."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._graphs import some_edges, weighted
from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
In a directed graph without cycles every edge leads from a smaller to a larger vertex number, so that the numbering is
a topological order. edges[v] maps each successor of v to the length of the edge, which may be negative. Return the
shortest distances from the source as a list, with None where there is no path, and for each vertex its predecessor on
the path found, None if it has none. A predecessor is replaced only by a strictly shorter way.
"""

CODE = """
def dag_shortest_paths(edges, source):
    distance = [None] * len(edges)
    previous = [None] * len(edges)
    distance[source] = 0
    for vertex in range(source, len(edges)):
        if distance[vertex] is None:
            continue
        for successor, length in edges[vertex].items():
            new = distance[vertex] + length
            if distance[successor] is None or new < distance[successor]:
                distance[successor] = new
                previous[successor] = vertex
    return distance, previous
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    edges: list[dict[int, int]] = [{} for _ in range(size)]
    for a, b, length in sorted(weighted(random, some_edges(random, size, 2 * size), -4, 12)):
        edges[a][b] = length
    return edges, random.randint(0, size // 3)


def oracle(edges: list[dict[int, int]], source: int) -> tuple[list[int | None], list[int | None]]:
    # Backwards: the shortest way to a vertex comes through the smallest predecessor that gives the minimum.
    distance: list[int | None] = []
    previous: list[int | None] = []
    for vertex in range(len(edges)):
        reached = [(a, known) for a, known in enumerate(distance) if vertex in edges[a] and known is not None]
        ways = [(0, -1)] if vertex == source else [(known + edges[a][vertex], a) for a, known in reached]
        best = min(ways) if vertex >= source and ways else None
        distance.append(best[0] if best else None)
        previous.append(best[1] if best and best[1] >= 0 else None)
    return distance, previous


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    distance, previous = output
    edges: list[dict[int, int]] = [{} for _ in distance]
    for vertex, before in enumerate(previous):
        if before is not None:
            edges[before][vertex] = distance[vertex] - distance[before]
    source = next(one for one, far in enumerate(distance) if far == 0 and previous[one] is None)
    yield edges, source


IDEA = (
    "Edges only lead to later vertices. So when a vertex is reached in order, all ways to it have been "
    "looked at and its distance is final."
)
INVARIANTS = (
    Invariant(
        "distance[successor] == distance[vertex] + length and vertex < successor",
        "over {vertex} it is {distance[vertex] + length|calc} to {successor}, the least so far",
        line="previous[successor] = vertex",
    ),
    Invariant(
        "result[0][source] == 0 and len(edges) == len(result[0])",
        (
            "there {len(result[0])|is/are} {len(result[0])|# vertex/vertices}, and each distance is that of the "
            "vertex before and one edge more"
        ),
        moment="output",
    ),
)


FAMILY = function_family(
    name="dag_shortest_paths",
    title="Shortest paths in a directed acyclic graph",
    statement=STATEMENT,
    code=CODE,
    entry_point="dag_shortest_paths",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
