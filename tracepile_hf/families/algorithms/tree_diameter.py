"""Diameter of a tree by two walks."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import tree_edges, weighted
from tracepile_hf.families.family import function_family

STATEMENT = """
A tree with the vertices 0 to n - 1 is given by its edges (a, b, length). Walk from vertex 0 to find the furthest
vertex (the smallest number if several are equally far), then from there the furthest one again. Return the length of
that longest path and its two ends in the order found.
"""

CODE = """
def tree_diameter(n, edges):
    neighbours = [[] for _ in range(n)]
    for a, b, length in edges:
        neighbours[a].append((b, length))
        neighbours[b].append((a, length))

    def furthest(start):
        distance = {start: 0}
        stack = [start]
        while stack:
            vertex = stack.pop()
            for other, length in neighbours[vertex]:
                if other not in distance:
                    distance[other] = distance[vertex] + length
                    stack.append(other)
        longest = max(distance.values())
        return min(v for v in distance if distance[v] == longest), longest

    first, _ = furthest(0)
    second, longest = furthest(first)
    return longest, first, second
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return size + 1, weighted(random, tree_edges(random, size + 1), 1, 9)


def oracle(n: int, edges: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    # Root at 0: distance(a, b) = depth(a) + depth(b) - 2 depth(of the last common ancestor).
    parent = {b: (a, length) for a, b, length in edges}

    def ancestors(vertex: int) -> dict[int, int]:
        """Each ancestor with its distance from the vertex."""
        above = {vertex: 0}
        while vertex in parent:
            far = above[vertex]
            vertex, length = parent[vertex]
            above[vertex] = far + length
        return above

    def distance(a: int, b: int) -> int:
        one, two = ancestors(a), ancestors(b)
        return min(one[v] + two[v] for v in one if v in two)

    first = max(range(n), key=lambda v: (distance(0, v), -v))
    second = max(range(n), key=lambda v: (distance(first, v), -v))
    return distance(first, second), first, second


FAMILY = function_family(
    name="tree_diameter",
    title="Longest path in a tree",
    statement=STATEMENT,
    code=CODE,
    entry_point="tree_diameter",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=60,
)
