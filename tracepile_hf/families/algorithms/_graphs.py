"""Random graphs from which the graph families draw their inputs. Vertices are 0 .. n - 1."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random

Edge = tuple[int, int]
Weighted = tuple[int, int, int]


def some_edges(random: Random, vertices: int, count: int, *, directed: bool = False) -> list[Edge]:
    """Distinct edges without loops, at most `count`, in random order; undirected ones as (smaller, larger)."""
    every = list((permutations if directed else combinations)(range(vertices), 2))
    return random.sample(every, min(count, len(every)))


def tree_edges(random: Random, vertices: int) -> list[Edge]:
    """The edges (parent, child) of a random tree rooted at 0, every parent smaller than its child."""
    return [(random.randrange(child), child) for child in range(1, vertices)]


def connected_edges(random: Random, vertices: int, extra: int) -> list[Edge]:
    """A connected undirected graph: a random tree and up to `extra` further edges, shuffled."""
    edges = set(tree_edges(random, vertices))
    edges.update(some_edges(random, vertices, extra))
    result = sorted(edges)
    random.shuffle(result)
    return result


def forward_edges(random: Random, vertices: int, count: int) -> list[Edge]:
    """Directed edges without a cycle, along a hidden random order of the vertices."""
    order = random.sample(range(vertices), vertices)
    return [(order[a], order[b]) for a, b in some_edges(random, vertices, count)]


def weighted(random: Random, edges: list[Edge], low: int, high: int) -> list[Weighted]:
    """The edges with a random whole-numbered weight each."""
    return [(a, b, random.randint(low, high)) for a, b in edges]


def adjacency(vertices: int, edges: list[Edge], *, directed: bool = False) -> list[list[int]]:
    """For every vertex its neighbours in ascending order."""
    neighbours: list[set[int]] = [set() for _ in range(vertices)]
    for a, b in edges:
        neighbours[a].add(b)
        if not directed:
            neighbours[b].add(a)
    return [sorted(each) for each in neighbours]
