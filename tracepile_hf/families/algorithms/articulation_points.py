"""Articulation points (CLRS): vertices whose removal splits a connected graph."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import adjacency, connected_edges
from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
An undirected connected graph with vertices 0 to n - 1 is given by its neighbour lists. Return in ascending order the
vertices whose removal leaves a graph that is not connected.
"""

CODE = """
def articulation_points(neighbours):
    order = {}
    low = {}
    points = set()

    def visit(vertex, parent):
        order[vertex] = low[vertex] = len(order)
        children = 0
        for other in neighbours[vertex]:
            if other == parent:
                continue
            if other in order:
                low[vertex] = min(low[vertex], order[other])
                continue
            children += 1
            visit(other, vertex)
            low[vertex] = min(low[vertex], low[other])
            if parent is not None and low[other] >= order[vertex]:
                points.add(vertex)
        if parent is None and children > 1:
            points.add(vertex)

    visit(0, None)
    return sorted(points)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    shuffled = random.sample(range(size), size)
    edges = [(shuffled[a], shuffled[b]) for a, b in connected_edges(random, size, random.randint(0, 2))]
    return (adjacency(size, edges),)


def oracle(neighbours: list[list[int]]) -> list[int]:
    def connected_without(removed: int) -> bool:
        left = set(range(len(neighbours))) - {removed}
        reached = {min(left)} if left else set()
        for _ in left:
            reached |= {other for vertex in reached for other in neighbours[vertex]} - {removed}
        return reached == left

    return [vertex for vertex in range(len(neighbours)) if not connected_without(vertex)]


IDEA = (
    "A vertex cuts the graph if some child of it in the search cannot get above it without it. `low` says "
    "how far up in the order a vertex and those below it can get."
)
INVARIANTS = (
    Invariant(
        "low[vertex] <= order[vertex] and low[vertex] <= low[other]",
        "from {vertex}, number {order[vertex]}, one can get up to number {low[vertex]}",
        line="low[vertex] = min(low[vertex], low[other])",
    ),
)


FAMILY = function_family(
    name="articulation_points",
    title="Articulation points",
    statement=STATEMENT,
    code=CODE,
    entry_point="articulation_points",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=25,
    idea=IDEA,
    invariants=INVARIANTS,
)
