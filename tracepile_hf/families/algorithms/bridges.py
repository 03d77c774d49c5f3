"""Bridges (CLRS): edges that lie on no cycle."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import some_edges
from tracepile_hf.families.family import function_family

STATEMENT = """
An undirected graph on the vertices 0 to n - 1 is given as a list of edges. Return, in ascending order and each
written with its smaller end first, the edges whose removal increases the number of connected components.
"""

CODE = """
def find_bridges(n, edges):
    graph = {vertex: [] for vertex in range(n)}
    for a, b in edges:
        graph[a].append(b)
        graph[b].append(a)
    number = [None] * n
    low = [None] * n
    bridges = []
    counter = 0

    def explore(vertex, parent):
        nonlocal counter
        number[vertex] = low[vertex] = counter
        counter += 1
        for other in graph[vertex]:
            if number[other] is None:
                explore(other, vertex)
                low[vertex] = min(low[vertex], low[other])
                if low[other] > number[vertex]:
                    bridges.append((min(vertex, other), max(vertex, other)))
            elif other != parent:
                low[vertex] = min(low[vertex], number[other])

    for start in range(n):
        if number[start] is None:
            explore(start, None)
    return sorted(bridges)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return size, some_edges(random, size, size)


def oracle(n: int, edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    def components(kept: list[tuple[int, int]]) -> int:
        label = list(range(n))
        for a, b in kept:
            label = [label[a] if each == label[b] else each for each in label]
        return len(set(label))

    whole = components(edges)
    return sorted(edge for edge in edges if components([other for other in edges if other != edge]) > whole)


FAMILY = function_family(
    name="bridges",
    title="Bridges of a graph",
    statement=STATEMENT,
    code=CODE,
    entry_point="find_bridges",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=25,
)
