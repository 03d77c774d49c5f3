"""Connected components: the groups of an undirected graph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._graphs import adjacency, some_edges
from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
An undirected graph is given as a dictionary from each vertex to the list of its neighbours. Return the connected
components as sorted lists, in the order of their smallest vertices.
"""

CODE = """
def components(graph):
    seen = set()
    result = []
    for start in graph:
        if start in seen:
            continue
        seen.add(start)
        group = [start]
        for vertex in group:
            for other in graph[vertex]:
                if other not in seen:
                    seen.add(other)
                    group.append(other)
        group.sort()
        result.append(group)
    return result
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    lists = adjacency(size, some_edges(random, size, size - 2 if size > 2 else 1))
    return (dict(enumerate(lists)),)


def oracle(graph: dict[int, list[int]]) -> list[list[int]]:
    label = {vertex: vertex for vertex in graph}
    for _ in graph:
        label = {vertex: min([label[vertex], *(label[other] for other in graph[vertex])]) for vertex in graph}
    return [[vertex for vertex in graph if label[vertex] == root] for root in sorted(set(label.values()))]


IDEA = (
    "Whoever can be reached from a start makes one component. The group grows while it is gone through, "
    "until no member has a neighbour outside of it."
)
INVARIANTS = (
    Invariant(
        "all(member in seen for member in group) and other in graph[vertex]",
        "{other} is a neighbour of {vertex}, so it belongs to the group, which has {len(group)|# member} now",
        line="group.append(other)",
    ),
    Invariant(
        "sum([len(one) for one in result]) == len(seen)",
        "the components found so far have {[len(one) for one in result]|sum} vertices, all that were seen",
        line="result.append(group)",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    graph: dict[int, list[int]] = {vertex: [] for vertex in sorted(vertex for group in result for vertex in group)}
    for group in result:
        for one, other in pairwise(group):
            graph[one].append(other)
            graph[other].append(one)
    yield (graph,)


FAMILY = function_family(
    name="connected_components",
    title="Connected components",
    statement=STATEMENT,
    code=CODE,
    entry_point="components",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the members of a group are joined if each has the next one as its neighbour, and members of "
        "different groups have no edge between them",
        ("sum(len(group) for group in result)",),
        invert,
    ),
)
