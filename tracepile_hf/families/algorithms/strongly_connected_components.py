"""Strongly connected components (CLRS): two passes of depth-first search."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import some_edges
from tracepile_hf.families.family import function_family

STATEMENT = """
A directed graph on the vertices 0 to n - 1 is given as a list of edges (a, b) leading from a to b. Two vertices
belong together if each can be reached from the other. Return the groups, each as a sorted list, in order of their
smallest vertex.
"""

CODE = """
def strong_components(n, edges):
    forward = [[] for _ in range(n)]
    backward = [[] for _ in range(n)]
    for a, b in edges:
        forward[a].append(b)
        backward[b].append(a)

    def collect(vertex, graph, seen, finished):
        seen.add(vertex)
        for other in graph[vertex]:
            if other not in seen:
                collect(other, graph, seen, finished)
        finished.append(vertex)

    order = []
    seen = set()
    for vertex in range(n):
        if vertex not in seen:
            collect(vertex, forward, seen, order)
    groups = []
    seen = set()
    for vertex in reversed(order):
        if vertex not in seen:
            group = []
            collect(vertex, backward, seen, group)
            groups.append(sorted(group))
    return sorted(groups)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return size, some_edges(random, size, size + random.randint(0, 2), directed=True)


def oracle(n: int, edges: list[tuple[int, int]]) -> list[list[int]]:
    reach = [[a == b or (a, b) in edges for b in range(n)] for a in range(n)]
    for k in range(n):
        for a in range(n):
            for b in range(n):
                reach[a][b] = reach[a][b] or (reach[a][k] and reach[k][b])
    groups = {tuple(b for b in range(n) if reach[a][b] and reach[b][a]) for a in range(n)}
    return sorted(list(group) for group in groups)


FAMILY = function_family(
    name="strongly_connected_components",
    title="Strongly connected components (Kosaraju)",
    statement=STATEMENT,
    code=CODE,
    entry_point="strong_components",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=30,
)
