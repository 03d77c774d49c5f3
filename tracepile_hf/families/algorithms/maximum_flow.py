"""Maximum flow by augmenting paths found breadth first (Edmonds-Karp)."""

from __future__ import annotations

from itertools import pairwise, permutations, product
from random import Random

from tracepile_hf.families.algorithms._graphs import some_edges, weighted
from tracepile_hf.families.family import function_family

STATEMENT = """
Pipes (a, b, capacity) lead from junction a to junction b. Return the largest amount of water that can flow from
junction 0 to junction n - 1, and the list of amounts by which each augmenting path, found breadth first, raised the
flow.
"""

CODE = """
from collections import deque


def maximum_flow(n, pipes):
    free = [[0] * n for _ in range(n)]
    for a, b, capacity in pipes:
        free[a][b] += capacity
    raised = []
    while True:
        parent = {0: None}
        queue = deque([0])
        while queue and n - 1 not in parent:
            a = queue.popleft()
            for b in range(n):
                if free[a][b] > 0 and b not in parent:
                    parent[b] = a
                    queue.append(b)
        if n - 1 not in parent:
            return sum(raised), raised
        path = []
        b = n - 1
        while parent[b] is not None:
            path.append((parent[b], b))
            b = parent[b]
        amount = min(free[a][b] for a, b in path)
        for a, b in path:
            free[a][b] -= amount
            free[b][a] += amount
        raised.append(amount)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size + 1
    edges = [(a, b) for a, b in some_edges(random, n, 2 * n, directed=True) if a != n - 1 and b != 0]
    return n, weighted(random, edges, 1, 12)


def oracle(n: int, pipes: list[tuple[int, int, int]]) -> tuple[int, list[int]]:
    # The amounts by brute force over simple paths; their sum by the smallest cut.
    free = {(a, b): 0 for a in range(n) for b in range(n)}
    for a, b, capacity in pipes:
        free[a, b] += capacity
    cuts = product([True, False], repeat=n - 2)
    smallest = min(
        sum(
            c
            for a, b, c in pipes
            if (a == 0 or (a < n - 1 and cut[a - 1])) and (b == n - 1 or (b > 0 and not cut[b - 1]))
        )
        for cut in cuts
    )
    raised: list[int] = []
    while sum(raised) < smallest:
        path = _first_shortest(n, free)
        amount = min(free[step] for step in path)
        for a, b in path:
            free[a, b] -= amount
            free[b, a] += amount
        raised.append(amount)
    return smallest, raised


def _first_shortest(n: int, free: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Of the shortest paths breadth-first search finds the one whose vertices come first, compared from the source."""
    for length in range(n - 1):
        for inner in permutations(range(1, n - 1), length):
            vertices = (0, *inner, n - 1)
            steps = list(pairwise(vertices))
            if all(free[step] for step in steps):
                return steps
    raise ValueError("no path is left")


FAMILY = function_family(
    name="maximum_flow",
    title="Maximum flow",
    statement=STATEMENT,
    code=CODE,
    entry_point="maximum_flow",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=10,
)
