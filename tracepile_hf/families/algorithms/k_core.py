"""k-core: peel vertices of low degree away again and again."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import adjacency, some_edges
from tracepile_hf.families.family import function_family

STATEMENT = """
An undirected graph is given as a dictionary from each vertex to the list of its neighbours. Remove, again and again,
the smallest vertex that has fewer than k neighbours left, until there is none. Return the vertices removed, in that
order, and the sorted list of those that remain.
"""

CODE = """
def k_core(graph, k):
    degree = {vertex: len(neighbours) for vertex, neighbours in graph.items()}
    removed = []
    while True:
        weak = [vertex for vertex in degree if degree[vertex] < k]
        if not weak:
            break
        vertex = min(weak)
        del degree[vertex]
        removed.append(vertex)
        for other in graph[vertex]:
            if other in degree:
                degree[other] -= 1
    return removed, sorted(degree)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    k = random.randint(2, 3)
    count = size + (random.randint(-1, 1) if k == 2 else random.randint(2, 4))
    return dict(enumerate(adjacency(size, some_edges(random, size, count)))), k


def oracle(graph: dict[int, list[int]], k: int) -> tuple[list[int], list[int]]:
    if all(len(neighbours) >= k for neighbours in graph.values()):
        return [], sorted(graph)
    first = next(vertex for vertex in sorted(graph) if len(graph[vertex]) < k)
    rest = {vertex: [other for other in graph[vertex] if other != first] for vertex in graph if vertex != first}
    removed, left = oracle(rest, k)
    return [first, *removed], left


FAMILY = function_family(
    name="k_core",
    title="The k-core of a graph",
    statement=STATEMENT,
    code=CODE,
    entry_point="k_core",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=40,
)
