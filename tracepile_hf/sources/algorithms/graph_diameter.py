"""Diameter: the longest of all shortest distances."""

from __future__ import annotations

from random import Random

from tracepile_hf.sources.algorithms.graphs import adjacency, connected_edges
from tracepile_hf.sources.family import function_family

STATEMENT = """
A connected undirected graph is given by its neighbour lists. The eccentricity of a vertex is the distance in edges to
the vertex furthest from it. Return the list of eccentricities and the graph's diameter, the largest of them.
"""

CODE = """
def diameter(neighbours):
    eccentricities = []
    for source in range(len(neighbours)):
        layer = {source}
        seen = {source}
        steps = -1
        while layer:
            steps += 1
            following = set()
            for vertex in layer:
                following.update(neighbours[vertex])
            layer = following - seen
            seen |= layer
        eccentricities.append(steps)
    return eccentricities, max(eccentricities)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    shuffled = random.sample(range(size + 1), size + 1)
    edges = [(shuffled[a], shuffled[b]) for a, b in connected_edges(random, size + 1, random.randint(0, 2))]
    return (adjacency(size + 1, edges),)


def oracle(neighbours: list[list[int]]) -> tuple[list[int], int]:
    n = len(neighbours)
    distance = [[0 if a == b else 1 if b in neighbours[a] else n for b in range(n)] for a in range(n)]
    for k in range(n):
        distance = [[min(row[b], row[k] + distance[k][b]) for b in range(n)] for row in distance]
    rows = [max(row) for row in distance]
    return rows, max(rows)


FAMILY = function_family(
    name="graph_diameter",
    title="Eccentricities and diameter of a graph",
    statement=STATEMENT,
    code=CODE,
    entry_point="diameter",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=16,
)
