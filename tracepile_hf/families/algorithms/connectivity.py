"""Connectivity: whether a path joins two vertices of an undirected graph."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import some_edges
from tracepile_hf.families.family import function_family

STATEMENT = """
An undirected graph on the vertices 0 to n - 1 is given as a list of edges. Return True if there is a path from vertex
start to vertex goal, and False if there is none.
"""

CODE = """
def connected(n, edges, start, goal):
    reached = [False] * n
    reached[start] = True
    frontier = [start]
    while frontier:
        vertex = frontier.pop()
        if vertex == goal:
            return True
        for a, b in edges:
            if a == vertex and not reached[b]:
                reached[b] = True
                frontier.append(b)
            elif b == vertex and not reached[a]:
                reached[a] = True
                frontier.append(a)
    return False
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size + 1
    edges = some_edges(random, n, size - random.randint(0, 1))
    start, goal = random.sample(range(n), 2)
    return n, edges, start, goal


def oracle(n: int, edges: list[tuple[int, int]], start: int, goal: int) -> bool:
    label = list(range(n))
    for a, b in edges:
        label = [label[a] if each == label[b] else each for each in label]
    return label[start] == label[goal]


FAMILY = function_family(
    name="connectivity",
    title="Are two vertices connected?",
    statement=STATEMENT,
    code=CODE,
    entry_point="connected",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
    yes_no=True,
)
