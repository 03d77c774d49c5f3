"""Answers about graphs, checked on the graph: any path, order or matching that is one counts, not only the gold one."""

from __future__ import annotations

import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tracepile_hf.evaluation.scorers.lists import Value, find_lists, unwrapped
from tracepile_hf.evaluation.scorers.numbers import find_number
from tracepile_hf.evaluation.scorers.outcome import NONE, Scored, judged


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes, edges (from, to, weight), and whether edges have a direction."""

    nodes: tuple[int, ...]
    edges: tuple[tuple[int, int, float], ...]
    directed: bool

    def neighbours(self) -> dict[int, dict[int, float]]:
        """node -> neighbour -> the least weight of an edge to it."""
        beside: dict[int, dict[int, float]] = {node: {} for node in self.nodes}
        for one, other, weight in self.edges:
            for start, end in ((one, other),) if self.directed else ((one, other), (other, one)):
                known = beside.setdefault(start, {}).get(end, math.inf)
                beside[start][end] = min(known, weight)
                beside.setdefault(end, {})
        return beside


def distances(graph: Graph, start: int) -> dict[int, float]:
    """Dijkstra's: the least weight of a path from `start` to each node that one leads to."""
    beside = graph.neighbours()
    known: dict[int, float] = {}
    waiting = [(0.0, start)]
    while waiting:
        distance, node = heapq.heappop(waiting)
        if node in known:
            continue
        known[node] = distance
        for other, weight in beside.get(node, {}).items():
            if other not in known:
                heapq.heappush(waiting, (distance + weight, other))
    return known


def is_topological(graph: Graph, order: Sequence[int]) -> bool:
    """Every node once, and every edge forwards."""
    place = {node: at for at, node in enumerate(order)}
    return (
        len(place) == len(order)
        and set(place) == set(graph.nodes)
        and all(place[one] < place[other] for one, other, _ in graph.edges)
    )


def is_shortest_path(graph: Graph, path: Sequence[int], start: int, end: int) -> bool:
    """Leads from `start` to `end` over edges, and no path weighs less."""
    beside = graph.neighbours()
    if not path or path[0] != start or path[-1] != end:
        return False
    weight = 0.0
    for one, other in itertools.pairwise(path):
        if other not in beside.get(one, {}):
            return False
        weight += beside[one][other]
    return abs(weight - distances(graph, start).get(end, math.inf)) < 1e-9


def is_breadth_first(graph: Graph, order: Sequence[int], start: int) -> bool:
    """Some breadth-first search from `start` comes by the nodes in this order."""
    beside = graph.neighbours()
    if not order or order[0] != start or len(set(order)) != len(order):
        return False
    seen, at = {start}, 1
    for node in order:
        new = set(beside.get(node, {})) - seen
        if set(order[at : at + len(new)]) != new:
            return False
        seen |= new
        at += len(new)
    return at == len(order)


def is_depth_first(graph: Graph, order: Sequence[int], start: int) -> bool:
    """Some depth-first search from `start` comes by the nodes in this order."""
    beside = graph.neighbours()
    if not order or order[0] != start or len(set(order)) != len(order):
        return False
    seen, stack = {start}, [start]
    for node in order[1:]:
        while stack and not set(beside.get(stack[-1], {})) - seen:
            stack.pop()
        if not stack or node in seen or node not in beside.get(stack[-1], {}):
            return False
        seen.add(node)
        stack.append(node)
    return all(set(beside.get(node, {})) <= seen for node in order)


def is_hamiltonian(graph: Graph, path: Sequence[int]) -> bool:
    """Every node once, over edges."""
    beside = graph.neighbours()
    return sorted(path) == sorted(graph.nodes) and all(
        other in beside.get(one, {}) for one, other in itertools.pairwise(path)
    )


def is_euler(graph: Graph, path: Sequence[int]) -> bool:
    """Every edge exactly once."""
    left: dict[tuple[int, int], int] = defaultdict(int)
    for one, other, _ in graph.edges:
        left[(one, other) if graph.directed else (min(one, other), max(one, other))] += 1
    for one, other in itertools.pairwise(path):
        key = (one, other) if graph.directed else (min(one, other), max(one, other))
        if not left.get(key):
            return False
        left[key] -= 1
    return bool(path) and not any(left.values())


def is_matching(graph: Graph, pairs: Sequence[Sequence[int]], size: int) -> bool:
    """So many edges, no two of which share a node. `size` is a greatest matching's."""
    edges = {frozenset((one, other)) for one, other, _ in graph.edges}
    ends = [node for pair in pairs for node in pair]
    return (
        len(pairs) == size
        and all(len(pair) == 2 and frozenset(pair) in edges for pair in pairs)
        and len(set(ends)) == len(ends)
    )


Check = Callable[[Graph, Any, dict[str, Any]], bool]
CHECKS: Final[dict[str, Check]] = {
    "topological_sort": lambda graph, order, gold: is_topological(graph, order),
    "shortest_path": lambda graph, path, gold: is_shortest_path(graph, path, *gold["ends"][:2]),
    "BFS": lambda graph, order, gold: is_breadth_first(graph, order, gold["ends"][0]),
    "DFS": lambda graph, order, gold: is_depth_first(graph, order, gold["ends"][0]),
    "hamiltonian_path": lambda graph, path, gold: is_hamiltonian(graph, path),
    "euler_path": lambda graph, path, gold: is_euler(graph, path),
    "bipartite": lambda graph, pairs, gold: is_matching(graph, pairs, len(gold["answer"])),
}


def score_graph(text: str, gold: dict[str, Any]) -> Scored:
    """An answer that should be a path, an order or a matching of this graph; for shortest paths also its weight."""
    graph = Graph(tuple(gold["nodes"]), tuple((a, b, w) for a, b, w in gold["edges"]), gold["directed"])
    task = gold["task"]
    if task == "shortest_path" and not isinstance(gold["answer"], list):
        return _score_weight(text, graph, gold)
    found = find_lists(text)
    if not found:
        return NONE
    right = any(_fits(graph, one, gold) for one in found[:2])
    return judged(right, str(found[0]), f"expected a {task.replace('_', ' ')} such as {gold['answer']}")


def _fits(graph: Graph, found: tuple[Value, ...], gold: dict[str, Any]) -> bool:
    nodes = _pairs(found) if gold["task"] == "bipartite" else _nodes(unwrapped(found))
    return nodes is not None and CHECKS[gold["task"]](graph, nodes, gold)


def _score_weight(text: str, graph: Graph, gold: dict[str, Any]) -> Scored:
    """The weight of a shortest path, or a path of that weight."""
    paths = [nodes for one in find_lists(text)[:1] if (nodes := _nodes(unwrapped(one))) is not None and len(nodes) > 1]
    if paths and len(gold["ends"]) >= 2 and is_shortest_path(graph, paths[0], *gold["ends"][:2]):
        return judged(True, str(paths[0]))
    number = find_number(text)
    if number is None:
        return NONE
    return judged(float(number.value) == float(gold["answer"]), number.text, f"expected {gold['answer']}")


def _nodes(value: tuple[Value, ...]) -> list[int] | None:
    nodes = [int(one) for one in value if isinstance(one, float) and one.is_integer()]
    return nodes if len(nodes) == len(value) else None


def _pairs(value: tuple[Value, ...]) -> list[list[int]] | None:
    while len(value) == 1 and isinstance(value[0], tuple) and any(isinstance(one, tuple) for one in value[0]):
        value = value[0]
    if value and all(isinstance(one, float) for one in value) and len(value) % 2 == 0:
        flat = _nodes(value)
        return None if flat is None else [flat[at : at + 2] for at in range(0, len(flat), 2)]
    pairs = [_nodes(one) for one in value if isinstance(one, tuple)]
    return [pair for pair in pairs if pair is not None] if len(pairs) == len(value) and None not in pairs else None
