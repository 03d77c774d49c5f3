"""Cycle detection in an undirected graph, edge by edge."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import some_edges
from tracepile_hf.families.family import function_family

STATEMENT = """
Edges of an undirected graph on the vertices 0 to n - 1 arrive one by one. Return the first edge whose arrival closes
a cycle, as the pair (number of the edge counted from 1, edge), or None if no cycle ever forms.
"""

CODE = """
def first_cycle_edge(n, edges):
    group = list(range(n))
    for number, (a, b) in enumerate(edges, start=1):
        if group[a] == group[b]:
            return number, (a, b)
        old, new = group[b], group[a]
        for vertex in range(n):
            if group[vertex] == old:
                group[vertex] = new
    return None
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return size, some_edges(random, size, size + random.randint(-1, 2))


def oracle(n: int, edges: list[tuple[int, int]]) -> tuple[int, tuple[int, int]] | None:
    for number in range(1, len(edges) + 1):
        # A graph has a cycle if something is left when vertices of degree 0 and 1 are taken away again and again.
        left = set(edges[:number])
        for _ in range(n):
            ends = [end for edge in left for end in edge]
            left = {edge for edge in left if min(ends.count(end) for end in edge) > 1}
        if left:
            return number, edges[number - 1]
    return None


FAMILY = function_family(
    name="undirected_cycle",
    title="Which edge closes a cycle first?",
    statement=STATEMENT,
    code=CODE,
    entry_point="first_cycle_edge",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=80,
)
