"""Triangle sum: three mutually adjacent vertices with the largest sum of weights."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.algorithms._graphs import some_edges
from tracepile_hf.families.family import function_family

STATEMENT = """
Every vertex 0 to n - 1 of an undirected graph has a weight. Of all triples of vertices that are joined to each other
by edges, find one whose weights add up to the most. Return (sum, triple in ascending order), the triple found first
in ascending order if several are equal, or None if there is no triangle.
"""

CODE = """
def heaviest_triangle(weights, edges):
    joined = set()
    for a, b in edges:
        joined.add((a, b))
        joined.add((b, a))
    best = None
    n = len(weights)
    for a in range(n):
        for b in range(a + 1, n):
            if (a, b) not in joined:
                continue
            for c in range(b + 1, n):
                if (a, c) in joined and (b, c) in joined:
                    total = weights[a] + weights[b] + weights[c]
                    if best is None or total > best[0]:
                        best = total, (a, b, c)
    return best
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    weights = [random.randint(1, 30) for _ in range(size)]
    return weights, some_edges(random, size, size + random.randint(1, size))


def oracle(weights: list[int], edges: list[tuple[int, int]]) -> tuple[int, tuple[int, ...]] | None:
    known = {frozenset(edge) for edge in edges}
    triangles = [
        (-sum(weights[vertex] for vertex in triple), triple)
        for triple in combinations(range(len(weights)), 3)
        if all(frozenset(pair) in known for pair in combinations(triple, 2))
    ]
    if not triangles:
        return None
    negative, triple = min(triangles)
    return -negative, triple


FAMILY = function_family(
    name="triangle_sum",
    title="The heaviest triangle",
    statement=STATEMENT,
    code=CODE,
    entry_point="heaviest_triangle",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
)
