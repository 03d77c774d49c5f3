"""Depth-first search (CLRS): discovery and finishing times of every vertex."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._graphs import adjacency, some_edges
from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
A directed graph is given as a dictionary from each vertex to the list of vertices its edges lead to. Visit it depth
first, starting from every vertex not yet visited in the order of the dictionary. A clock starts at 0 and goes up by
one at each discovery and each finish. Return for each vertex the pair (discovery time, finishing time).
"""

CODE = """
def depth_first_search(graph):
    clock = 0
    discovered = {}
    finished = {}

    def visit(vertex):
        nonlocal clock
        clock += 1
        discovered[vertex] = clock
        for successor in graph[vertex]:
            if successor not in discovered:
                visit(successor)
        clock += 1
        finished[vertex] = clock

    for vertex in graph:
        if vertex not in discovered:
            visit(vertex)
    return {vertex: (discovered[vertex], finished[vertex]) for vertex in graph}
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = _names(size)
    lists = adjacency(size, some_edges(random, size, size + 2, directed=True), directed=True)
    return ({name: [names[other] for other in lists[i]] for i, name in enumerate(names)},)


def _names(size: int) -> list[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [letters[i % 26] + str(i // 26 or "") for i in range(size)]


def oracle(graph: dict[str, list[str]]) -> dict[str, tuple[int, int]]:
    # An explicit stack of things to do: enter a vertex, or leave it.
    events: list[tuple[str, str]] = []
    entered: set[str] = set()
    stack = [("enter", vertex) for vertex in reversed(graph)]
    while stack:
        action, vertex = stack.pop()
        if action == "enter" and vertex in entered:
            continue
        events.append((action, vertex))
        if action == "enter":
            entered.add(vertex)
            stack.append(("leave", vertex))
            stack += [("enter", successor) for successor in reversed(graph[vertex])]
    time = {event: number for number, event in enumerate(events, start=1)}
    return {vertex: (time["enter", vertex], time["leave", vertex]) for vertex in graph}


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    graph: dict[Any, list[Any]] = {vertex: [] for vertex in result}
    for vertex in sorted(result, key=lambda name: result[name][0]):
        begun, ended = result[vertex]
        around = [other for other in result if result[other][0] < begun and result[other][1] > ended]
        if around:
            graph[max(around, key=lambda other: result[other][0])].append(vertex)
    yield (graph,)


FAMILY = function_family(
    name="depth_first_search",
    title="Depth-first search with times",
    statement=STATEMENT,
    code=CODE,
    entry_point="depth_first_search",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=40,
    invert=Inverse(
        "a vertex is discovered from the last one that is discovered and not yet finished, so the "
        "intervals that lie directly inside the one of a vertex are those of its successors, in their "
        "order",
        ("list(result)",),
        invert,
    ),
)
