"""Hamiltonian path by backtracking: the first one in ascending order."""

from __future__ import annotations

from itertools import pairwise, permutations
from random import Random

from tracepile_hf.families.algorithms._graphs import adjacency, connected_edges
from tracepile_hf.families.family import function_family

STATEMENT = """
An undirected graph is given by its neighbour lists, each in ascending order. Look for a path that visits every vertex
exactly once, trying start vertices and neighbours in ascending order and stepping back when stuck. Return the first
such path, or None, and the number of steps back that were taken.
"""

CODE = """
def hamiltonian_path(neighbours):
    n = len(neighbours)
    path = []
    retreats = 0

    def extend(vertex):
        nonlocal retreats
        path.append(vertex)
        if len(path) == n:
            return True
        for other in neighbours[vertex]:
            if other not in path and extend(other):
                return True
        path.pop()
        retreats += 1
        return False

    for start in range(n):
        if extend(start):
            return path, retreats
    return None, retreats
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    shuffled = random.sample(range(size), size)
    edges = [(shuffled[a], shuffled[b]) for a, b in connected_edges(random, size, random.randint(1, size))]
    return (adjacency(size, edges),)


def oracle(neighbours: list[list[int]]) -> tuple[list[int] | None, int]:
    n = len(neighbours)

    def is_path(vertices: tuple[int, ...]) -> bool:
        return all(b in neighbours[a] for a, b in pairwise(vertices))

    whole = next((list(order) for order in permutations(range(n)) if is_path(order)), None)
    # Every dead end or exhausted beginning that comes before the path in dictionary order was stepped back from.
    beginnings = [p for length in range(1, n + 1) for p in permutations(range(n), length) if is_path(p)]
    left = [p for p in beginnings if whole is None or (list(p) < whole and list(p) != whole[: len(p)])]
    return whole, len(left)


FAMILY = function_family(
    name="hamiltonian_path",
    title="Hamiltonian path",
    statement=STATEMENT,
    code=CODE,
    entry_point="hamiltonian_path",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=8,
)
