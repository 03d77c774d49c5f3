"""Bipartite check: colour a graph with two colours or find the edge where that fails."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._graphs import adjacency, some_edges
from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
An undirected graph is given by its neighbour lists. Colour it with 0 and 1 so that neighbours differ: uncoloured
vertices are taken in ascending order and get 0, and the colouring spreads from there breadth first. Return the list
of colours, or, if two neighbours get the same colour, the pair (vertex being expanded, neighbour) at which that is
first noticed.
"""

CODE = """
def two_colouring(neighbours):
    colour = [None] * len(neighbours)
    for start in range(len(neighbours)):
        if colour[start] is not None:
            continue
        colour[start] = 0
        queue = [start]
        while queue:
            vertex = queue.pop(0)
            for other in neighbours[vertex]:
                if colour[other] is None:
                    colour[other] = 1 - colour[vertex]
                    queue.append(other)
                elif colour[other] == colour[vertex]:
                    return vertex, other
    return colour
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    if random.random() < 0.5:
        return (adjacency(size, some_edges(random, size, size)),)
    left = size // 2
    shuffled = random.sample(range(size), size)
    pairs = [(shuffled[a], shuffled[b]) for a in range(left) for b in range(left, size)]
    return (adjacency(size, random.sample(pairs, min(size, len(pairs)))),)


def oracle(neighbours: list[list[int]]) -> list[int] | tuple[int, int]:
    n = len(neighbours)
    colour: dict[int, int] = {}
    for start in range(n):
        if start in colour:
            continue
        distance = {start: 0}
        order = [start]
        for vertex in order:
            fresh = [other for other in neighbours[vertex] if other not in distance]
            distance.update(dict.fromkeys(fresh, distance[vertex] + 1))
            order += fresh
        # An edge between equally distant vertices is met when the one earlier in the order is expanded.
        for vertex in order:
            same = [other for other in neighbours[vertex] if distance[other] == distance[vertex]]
            if same:
                return vertex, same[0]
        colour.update({vertex: steps % 2 for vertex, steps in distance.items()})
    return [colour[vertex] for vertex in range(n)]


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    if isinstance(output, list):
        graph: list[list[int]] = [[] for _ in output]
        for vertex, colour in enumerate(output):
            if colour:
                first = next(one for one in range(vertex) if not output[one])
                graph[vertex].append(first)
                graph[first].append(vertex)
        yield (graph,)
    else:
        size = max(output) + 2
        yield ([[other for other in range(size) if other != vertex] for vertex in range(size)],)


IDEA = (
    "If the first vertex of a component gets colour 0, all others are forced: neighbours must differ. Two "
    "neighbours of one colour therefore prove that there is no colouring."
)
INVARIANTS = (
    Invariant(
        "colour[other] + colour[vertex] == 1",
        "{vertex} and {other} are neighbours and have the colours {colour[vertex]} and {colour[other]}",
        line="colour[other] = 1 - colour[vertex]",
    ),
)


FAMILY = function_family(
    name="bipartite_check",
    title="Two colours for a graph",
    statement=STATEMENT,
    code=CODE,
    entry_point="two_colouring",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
