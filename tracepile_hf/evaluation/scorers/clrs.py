"""CLRS-Text: an algorithm's output as pointers, masks and values. Where several outputs are right, it is checked."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from tracepile_hf.evaluation.scorers.graphs import Graph, distances, is_topological
from tracepile_hf.evaluation.scorers.lists import Value, find_lists, read_value, same_value, unwrapped
from tracepile_hf.evaluation.scorers.outcome import NONE, Scored, judged


def score_clrs(text: str, gold: dict[str, str]) -> Scored:
    """An answer that should be this output, or one as right (search trees of the same distances, other orders)."""
    first = text.strip().split("\n\n")[0]
    found = find_lists(first) or find_lists(text)
    if not found:
        return NONE
    right = unwrapped(read_value(gold["value"]) or ())
    answer = unwrapped(found[0])
    if same_value(answer, right):
        return judged(True, str(answer))
    check = _CHECKS.get(gold["algorithm"])
    return judged(check is not None and check(answer, gold["input"]), str(answer), f"expected {gold['value']}")


def _inputs(text: str) -> dict[str, tuple[Value, ...]]:
    """`s: 2, A: [[1 0], [0 1]]` by name."""
    line = text.strip().split("\n")[1]
    parts, depth, start = [], 0, 0
    for place, character in enumerate(line):
        depth += {"[": 1, "]": -1}.get(character, 0)
        if character == "," and not depth:
            parts.append(line[start:place])
            start = place + 1
    parts.append(line[start:])
    named = {}
    for part in parts:
        name, _, value = part.partition(":")
        named[name.strip()] = read_value(value) or ()
    return named


def _matrix(inputs: dict[str, tuple[Value, ...]]) -> list[list[float]]:
    rows = unwrapped(inputs["A"])
    return [[float(cell) for cell in row if isinstance(cell, float)] for row in rows if isinstance(row, tuple)]


def _graph(matrix: list[list[float]], weighted: bool) -> Graph:
    size = range(len(matrix))
    edges = tuple((i, j, matrix[i][j] if weighted else 1.0) for i in size for j in size if i != j and matrix[i][j])
    return Graph(tuple(size), edges, directed=True)


def _tree(weighted: bool) -> Callable[[tuple[Value, ...], str], bool]:
    def check(answer: tuple[Value, ...], text: str) -> bool:
        """Each node's pointer is an edge of a shortest path from the source; all others point home."""
        inputs = _inputs(text)
        matrix = _matrix(inputs)
        graph = _graph(matrix, weighted)
        start = inputs["s"][0]
        if len(answer) != len(matrix) or not isinstance(start, float):
            return False
        beside, known = graph.neighbours(), distances(graph, int(start))
        for node, pointer in enumerate(answer):
            if not isinstance(pointer, float) or not 0 <= pointer < len(matrix):
                return False
            before = int(pointer)
            if node not in known or node == int(start):
                if before != node:
                    return False
            elif abs(known.get(before, math.inf) + beside[before].get(node, math.inf) - known[node]) > 1e-9:
                return False
        return True

    return check


def _topological(answer: tuple[Value, ...], text: str) -> bool:
    """Pointers to the next node, the last one pointing home, and the first node: an order with all edges forwards."""
    graph = _graph(_matrix(_inputs(text)), weighted=False)
    if len(answer) != 2 or not isinstance(answer[0], tuple) or not isinstance(answer[1], float):
        return False
    after = [int(one) if isinstance(one, float) else -1 for one in answer[0]]
    node, order = int(answer[1]), [int(answer[1])]
    while 0 <= node < len(after) and after[node] != node and len(order) <= len(after):
        node = after[node]
        order.append(node)
    return is_topological(graph, order)


_CHECKS: Final[dict[str, Callable[[tuple[Value, ...], str], bool]]] = {
    "bfs": _tree(weighted=False),
    "dijkstra": _tree(weighted=True),
    "bellman_ford": _tree(weighted=True),
    "dag_shortest_paths": _tree(weighted=True),
    "topological_sort": _topological,
}
