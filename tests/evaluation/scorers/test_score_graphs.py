"""Paths, orders and matchings: every one that is one counts, and nothing else."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.evaluation.scorers.graphs import (
    Graph,
    distances,
    is_breadth_first,
    is_depth_first,
    is_euler,
    is_hamiltonian,
    is_matching,
    is_shortest_path,
    is_topological,
    score_graph,
)


def gold(
    task: str, edges: list[list[int]], nodes: int, directed: bool = True, ends: tuple[int, ...] = (0,), answer: Any = ()
) -> dict[str, Any]:
    return {
        "task": task,
        "nodes": list(range(nodes)),
        "edges": edges,
        "directed": directed,
        "ends": list(ends),
        "answer": list(answer) if isinstance(answer, tuple) else answer,
    }


DIAMOND = [[0, 1, 1], [0, 2, 1], [1, 3, 1], [2, 3, 1]]
ORDER = gold("topological_sort", DIAMOND, 4, answer=(0, 1, 2, 3))
WAYS = [
    ("[0, 1, 2, 3]", "right"),
    ("[0, 2, 1, 3]", "right"),
    ("### [[0, 2, 1, 3]]", "right"),
    ("### [0, 2, 1, 3]", "right"),
    ("0 -> 2 -> 1 -> 3", "right"),
    ("0->2->1->3", "right"),
    ("0, 2, 1, 3", "right"),
    ("0 2 1 3", "right"),
    ("(0, 2, 1, 3)", "right"),
    ("The answer is [0,2,1,3].", "right"),
    ("The answer is 0, 2, 1, 3.", "right"),
    ("The answer is 0, 2, 1 and 3", "right"),
    ("Answer: 0 \u2192 2 \u2192 1 \u2192 3", "right"),
    ("\\boxed{[0, 2, 1, 3]}", "right"),
    ("\\boxed{0, 2, 1, 3}", "right"),
    ("**Answer:** `[0, 2, 1, 3]`", "right"),
    ("Node 0 has no edge into it.\nThen 2, then 1.\n[0, 2, 1, 3]", "right"),
    ("One order is [0, 1, 2, 3]; another is [0, 2, 1, 3]", "right"),
    ("The answer is [3, 2, 1, 0]. No, the answer is [0, 1, 2, 3].", "right"),
    ("### [[0, 2, 1, 3]]\n", "right"),
    ("0 to 2 to 1 to 3", "right"),
    ("0-2-1-3", "right"),
    ("The answer is 0 - 2 - 1 - 3.", "right"),
    ("Node 0 -> Node 2 -> Node 1 -> Node 3", "right"),
    ("The answer is node 0, then node 2, then node 1, then node 3.", "right"),
    ("$0 \\rightarrow 2 \\rightarrow 1 \\rightarrow 3$", "right"),
    ("[0, 3, 1, 2]", "wrong"),
    ("[1, 0, 2, 3]", "wrong"),
    ("[0, 1, 2]", "wrong"),
    ("[0, 1, 2, 3, 3]", "wrong"),
    ("[0, 1, 2, 3, 4]", "wrong"),
    ("[0, 1, 1, 3]", "wrong"),
    ("[]", "wrong"),
    ("[0.5, 1, 2, 3]", "wrong"),
    ("['a', 'b']", "wrong"),
    ("[[0, 1], [2, 3]]", "wrong"),
    ("### [[3, 2, 1, 0]]", "wrong"),
    ("The answer is 3.", "wrong"),
    ("The answer is 3 -> 2 -> 1 -> 0", "wrong"),
    ("\\boxed{3}", "wrong"),
    ("[0, 1, 2, 3", "none"),
    ("", "none"),
    ("There is no such order", "none"),
    ("I cannot tell", "none"),
    ("A, B, C", "none"),
    ("The order is clear.", "none"),
    ("### ", "none"),
    ("?", "none"),
]


@pytest.mark.parametrize(("text", "outcome"), WAYS)
def test_an_order_counts_however_it_is_written(text: str, outcome: str) -> None:
    if text == "[0, 1, 2, 3":  # an open bracket: the nodes may be read or not, never taken for wrong
        assert score_graph(text, ORDER).outcome in ("none", "right")
        return
    assert score_graph(text, ORDER).outcome == outcome


def test_the_weight_of_a_path_and_the_path_are_both_answers() -> None:
    question = gold("shortest_path", [[0, 1, 4], [0, 2, 1], [2, 1, 1]], 3, directed=False, ends=(0, 1), answer=2)
    assert score_graph("### 2", question).outcome == "right"
    assert score_graph("The path 0, 2, 1 weighs 2. The answer is 2.", question).outcome == "right"
    assert score_graph("The answer is [0, 2, 1].", question).outcome == "right"
    assert score_graph("### 4", question).outcome == "wrong"
    assert score_graph("The answer is [0, 1].", question).outcome == "wrong"
    assert score_graph("no way", question).outcome == "none"


def test_matchings_are_checked_edge_by_edge() -> None:
    edges = [[0, 2, 1], [0, 3, 1], [1, 2, 1]]
    question = gold("bipartite", edges, 4, directed=False, answer=[(0, 3), (1, 2)])
    for text in ("[(0, 3), (1, 2)]", "[(1, 2), (3, 0)]", "The answer is (0, 3), (1, 2).", "[[0, 3], [1, 2]]"):
        assert score_graph(text, question).outcome == "right", text
    for text in ("[(0, 2), (1, 2)]", "[(0, 3)]", "[(0, 1), (2, 3)]", "[(0, 3), (1, 2), (0, 2)]"):
        assert score_graph(text, question).outcome == "wrong", text
    assert score_graph("[(0, 3)]", gold("bipartite", edges, 4, False, answer=[(0, 3)])).outcome == "right"


_GRAPHS = (
    st.integers(1, 6)
    .flatmap(
        lambda size: st.tuples(
            st.just(size),
            st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1), st.integers(1, 9)), max_size=10),
            st.booleans(),
        )
    )
    .map(lambda made: Graph(tuple(range(made[0])), tuple((a, b, float(w)) for a, b, w in made[1] if a != b), made[2]))
)


@given(_GRAPHS)
def test_checks_agree_with_trying_everything(graph: Graph) -> None:
    """Against brute force: a topological order exists by the check just when there is no cycle, and so on."""
    beside = graph.neighbours()
    orders = list(itertools.permutations(graph.nodes))
    acyclic = not any(_leads(beside, other, one) for one, other, _ in graph.edges)
    if graph.directed:
        assert any(is_topological(graph, order) for order in orders) == acyclic
    assert all(
        is_hamiltonian(graph, order) == all(b in beside[a] for a, b in itertools.pairwise(order)) for order in orders
    )
    known = distances(graph, 0)
    for order in orders[:40]:
        for end in range(1, len(order) + 1):
            path = order[:end]
            if path[0] == 0 and all(b in beside[a] for a, b in itertools.pairwise(path)):
                weight = sum(beside[a][b] for a, b in itertools.pairwise(path))
                assert is_shortest_path(graph, path, 0, path[-1]) == (weight == known[path[-1]])
    assert any(is_breadth_first(graph, order[: len(known)], 0) for order in orders)
    assert any(is_depth_first(graph, order[: len(known)], 0) for order in orders)


def _leads(beside: dict[int, dict[int, float]], start: int, end: int) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        if node == end:
            return True
        waiting += [other for other in beside[node] if other not in seen]
        seen |= set(beside[node])
    return False


def test_searches_are_told_apart() -> None:
    graph = Graph((0, 1, 2, 3), ((0, 1, 1.0), (0, 2, 1.0), (1, 3, 1.0)), directed=True)
    assert is_breadth_first(graph, (0, 2, 1, 3), 0)
    assert not is_breadth_first(graph, (0, 1, 3, 2), 0)
    assert is_depth_first(graph, (0, 1, 3, 2), 0)
    assert not is_depth_first(graph, (0, 1, 2, 3), 0)
    assert not is_depth_first(graph, (0, 1, 3), 0)
    assert not is_breadth_first(graph, (1, 3), 0)


def test_euler_paths_use_every_edge_once() -> None:
    graph = Graph((0, 1, 2), ((0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)), directed=False)
    assert is_euler(graph, (0, 1, 2, 0))
    assert is_euler(graph, (0, 2, 1, 0))
    assert not is_euler(graph, (0, 1, 2))
    assert not is_euler(graph, (0, 1, 0, 2))
    assert not is_euler(Graph(graph.nodes, graph.edges, directed=True), (0, 2, 1, 0))
    assert is_matching(graph, [(0, 1)], 1)
    assert not is_matching(graph, [(0, 1), (1, 2)], 2)
