"""Floyd-Warshall (CLRS): distances between all pairs of vertices."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._graphs import some_edges, weighted
from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
roads is a list of one-way roads (a, b, length) between the places 0 to n - 1. Return the matrix whose entry in row a
and column b is the length of the shortest way from a to b, 0 on the diagonal and None where there is no way.
"""

CODE = """
def floyd_warshall(n, roads):
    distance = [[None] * n for _ in range(n)]
    for place in range(n):
        distance[place][place] = 0
    for a, b, length in roads:
        distance[a][b] = length
    for middle in range(n):
        for a in range(n):
            if a == middle or distance[a][middle] is None:
                continue
            for b in range(n):
                if distance[middle][b] is None:
                    continue
                detour = distance[a][middle] + distance[middle][b]
                if distance[a][b] is None or detour < distance[a][b]:
                    distance[a][b] = detour
    return distance
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return size, weighted(random, some_edges(random, size, 2 * size - 1, directed=True), 1, 20)


def oracle(n: int, roads: list[tuple[int, int, int]]) -> list[list[int | None]]:
    matrix: list[list[int | None]] = []
    for start in range(n):
        known = {start: 0}
        for _ in range(n):
            for a, b, length in roads:
                if a in known and known[a] + length < known.get(b, 10**9):
                    known[b] = known[a] + length
        matrix.append([known.get(place) for place in range(n)])
    return matrix


IDEA = (
    "After a round for a place, all ways that pass through the places so far are taken into account. A "
    "new place helps where the detour over it is shorter."
)
INVARIANTS = (
    Invariant(
        "distance[a][b] == distance[a][middle] + distance[middle][b]",
        ("over {middle} it is {distance[a][middle] + distance[middle][b]|calc} from {a} to {b}, the least so far"),
        line="distance[a][b] = detour",
    ),
    Invariant(
        "n == len(result)",
        "there {len(result)|is/are} {len(result)|# place}; a road as long as each distance would do",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    roads = [(a, b, length) for a, row in enumerate(result) for b, length in enumerate(row) if length is not None]
    yield len(result), [road for road in roads if road[0] != road[1]]


FAMILY = function_family(
    name="floyd_warshall",
    title="Floyd-Warshall all-pairs shortest paths",
    statement=STATEMENT,
    code=CODE,
    entry_point="floyd_warshall",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=14,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "distances that are shortest already have no detour that is shorter, so every distance may be a road",
        ("len(result)",),
        invert,
    ),
)
