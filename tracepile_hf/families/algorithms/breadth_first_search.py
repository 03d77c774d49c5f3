"""Breadth-first search (CLRS): distances from a source and the order of discovery."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._graphs import adjacency, some_edges
from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
An undirected graph is given as a list of neighbour lists. Starting from the source, visit the vertices in
breadth-first order, neighbours in the order listed. Return the list of distances in edges (-1 for vertices that
cannot be reached) and the order in which the vertices were taken from the queue.
"""

CODE = """
from collections import deque


def bfs(neighbours, source):
    distance = [-1] * len(neighbours)
    distance[source] = 0
    queue = deque([source])
    order = []
    while queue:
        vertex = queue.popleft()
        order.append(vertex)
        for other in neighbours[vertex]:
            if distance[other] == -1:
                distance[other] = distance[vertex] + 1
                queue.append(other)
    return distance, order
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return adjacency(size, some_edges(random, size, size + 1)), random.randrange(size)


def oracle(neighbours: list[list[int]], source: int) -> tuple[list[int], list[int]]:
    # Layer by layer: a layer holds what the one before it touches and no earlier layer held.
    layers = [[source]]
    seen = [source]
    while layers[-1]:
        layers.append([])
        for vertex in layers[-2]:
            fresh = [other for other in neighbours[vertex] if other not in seen]
            layers[-1] += fresh
            seen += fresh
    depth = {vertex: number for number, layer in enumerate(layers) for vertex in layer}
    return [depth.get(vertex, -1) for vertex in range(len(neighbours))], seen


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    distance, order = output
    graph: list[list[int]] = [[] for _ in distance]
    for vertex in order[1:]:
        first = next(one for one in order if distance[one] == distance[vertex] - 1)
        graph[first].append(vertex)
    yield graph, order[0]


IDEA = (
    "The queue holds vertices in order of their distance, so a vertex is first met on a shortest way to "
    "it. That is why a distance, once set, is never changed."
)
INVARIANTS = (
    Invariant(
        "distance[other] == max(distance)",
        ("{other} is reached over {vertex} after {distance[vertex] + 1|# edge}, and nothing known is farther away"),
        line="distance[other] = distance[vertex] + 1",
    ),
    Invariant(
        "all(distance[one] <= distance[vertex] for one in order)",
        (
            "of the {len(order)|# vertex/vertices} visited so far none is farther away than {vertex}, at "
            "{distance[vertex]}"
        ),
        line="order.append(vertex)",
    ),
    Invariant(
        "result[1][0] == source and len(neighbours) == len(result[0])",
        ("the search begins at {result[1][0]}, and there {len(result[0])|is/are} {len(result[0])|# vertex/vertices}"),
        moment="output",
    ),
)


FAMILY = function_family(
    name="breadth_first_search",
    title="Breadth-first search distances",
    statement=STATEMENT,
    code=CODE,
    entry_point="bfs",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
