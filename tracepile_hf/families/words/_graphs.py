"""Graphs for problems in words: drawn at random, with nodes that are numbers, letters or names, in ten notations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

from tracepile_hf.families.mathematics._words import MEN, TOWNS, WOMEN, listing

Node = int | str
Edge = tuple[Node, ...]  # from, to, and a weight where edges have one
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"


HEADS: Final = (
    "Given is {what} with the nodes {nodes}.",
    "The nodes of {what} are {nodes}.",
    "Consider {what} whose nodes are called {nodes}.",
    "{What} has the nodes {nodes}.",
    "Let G be {what}; its nodes are {nodes}.",
    "We look at {what} on the nodes {nodes}.",
    "Somebody has drawn {what}: its nodes are {nodes}.",
    "Take {what} that consists of the nodes {nodes}.",
)


def nodes_of(random: Random, count: int) -> list[Node]:
    """Different nodes, sorted: numbers, letters, first names or towns."""
    kind = random.randrange(4)
    pools: tuple[Sequence[Node], ...] = (range(count), LETTERS[:count], (*WOMEN, *MEN), TOWNS)
    if kind == 3 and count > len(TOWNS):
        kind = 2
    found: list[Node] = list(random.sample(list(pools[kind]), count))
    return sorted(found, key=lambda node: (isinstance(node, str), node))


def draw(
    random: Random,
    count: int,
    *,
    extra: float = 0.5,
    parts: int = 1,
    directed: bool = False,
    weights: tuple[int, int] | None = None,
    forward: bool = False,
) -> dict[str, Any]:
    """`nodes`, `edges` and `graph`, the text of both.

    A random tree over each of `parts` parts, and `extra` times as many edges as nodes beside it. `forward`: edges of a
    directed graph lead forward in a random order, so that it has no cycle.
    """
    nodes = nodes_of(random, count)
    order = random.sample(nodes, count)
    groups = [order[start::parts] for start in range(parts)]
    pairs: dict[tuple[Node, Node], None] = {}
    for group in groups:
        for place in range(1, len(group)):
            pairs[group[random.randrange(place)], group[place]] = None
    wanted = len(pairs) + round(extra * count)
    for _ in range(200):
        group = random.choice(groups)
        if len(pairs) >= wanted or len(group) < 3:
            break
        one, other = sorted(random.sample(range(len(group)), 2))
        pair = (group[one], group[other])
        if pair not in pairs and pair[::-1] not in pairs:
            pairs[pair] = None
    edges: list[Edge] = []
    for one_node, other_node in random.sample(list(pairs), len(pairs)):
        turned = not forward and random.random() < 0.5
        ends = (other_node, one_node) if turned else (one_node, other_node)
        edges.append((*ends, random.randint(*weights)) if weights else ends)
    return {"nodes": nodes, "edges": edges, "graph": text_of(random, nodes, edges, directed)}


def text_of(random: Random, nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> str:
    """Nodes and edges in one of ten notations."""
    what = "a directed graph" if directed else "an undirected graph"
    head = random.choice(HEADS).format(what=what, What=what.replace("a", "A", 1), nodes=listing(nodes))
    return f"{head} {random.choice(NOTATIONS)(nodes, edges, directed)}"


def _sign(directed: bool) -> str:
    return "->" if directed else "-"


def _pairs(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> str:
    return f"Its edges are {', '.join('(' + ', '.join(map(str, edge)) + ')' for edge in edges)}{_third(edges)}."


def _third(edges: Sequence[Edge]) -> str:
    return ", each with its length" if edges and len(edges[0]) == 3 else ""


def _dashes(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> str:
    sign = _sign(directed)
    return f"Edges: {'; '.join(f'{a}{sign}{b}' + (f' ({w[0]})' if w else '') for a, b, *w in edges)}{_third(edges)}."


def _spoken(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> str:
    said = "An edge leads from {} to {}" if directed else "There is an edge between {} and {}"
    return " ".join(said.format(a, b) + (f" of length {w[0]}" if w else "") + "." for a, b, *w in edges)


def _around(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> dict[Node, list[str]]:
    around: dict[Node, list[str]] = {node: [] for node in nodes}
    for a, b, *w in edges:
        length = f" ({w[0]})" if w else ""
        around[a].append(f"{b}{length}")
        if not directed:
            around[b].append(f"{a}{length}")
    return around


def _sentences(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> str:
    said = "has edges to" if directed else "is joined to"
    around = _around(nodes, edges, directed)
    return " ".join(f"{node} {said} {listing(others) if others else 'nothing'}." for node, others in around.items())


def _lines(head: str, lines: Sequence[str]) -> str:
    return f"{head}\n\n" + "\n".join(f"  {line}" for line in lines) + "\n\n"


def _adjacency(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> str:
    around = _around(nodes, edges, directed)
    head = (
        "Behind each node stand the nodes that it has edges to:"
        if directed
        else "Behind each node stand its neighbours:"
    )
    return _lines(head, [f"{node}: {', '.join(others) or '-'}" for node, others in around.items()])


def _sets(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> str:
    inside = [(f"({a}, {b})" if directed else f"{{{a}, {b}}}") + (f": {w[0]}" if w else "") for a, b, *w in edges]
    return f"In symbols, E = {{{', '.join(inside)}}}{_third(edges)}."


def _rows(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> str:
    head = "One edge a line, from the first to the second" if directed else "One edge a line, with both its ends"
    third = ", then its length:" if edges and len(edges[0]) == 3 else ":"
    return _lines(head + third, [" ".join(map(str, edge)) for edge in edges])


def _dot(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> str:
    sign = "->" if directed else "--"
    inside = "; ".join(f"{a} {sign} {b}" + (f" [{w[0]}]" if w else "") for a, b, *w in edges)
    return f"As a drawing program would have it: {'digraph' if directed else 'graph'} {{ {inside} }}{_third(edges)}."


def _matrix(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> str:
    held = {(a, b): (w[0] if w else 1) for a, b, *w in edges}
    if not directed:
        held |= {(b, a): weight for (a, b), weight in held.items()}
    lines = [f"{node}: " + " ".join(str(held.get((node, other), 0)) for other in nodes) for node in nodes]
    weighted = edges and len(edges[0]) == 3
    head = "The matrix of lengths, with 0 where there is no edge" if weighted else "The adjacency matrix"
    return _lines(f"{head}, rows and columns in the order of the nodes as named:", lines)


def _roads(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool) -> str:
    arrow = "one-way streets, which run" if directed else "roads, which run"
    sign = "to" if directed else "and"
    word = "from" if directed else "between"
    inside = [f"{word} {a} {sign} {b}" + (f" ({w[0]} long)" if w else "") for a, b, *w in edges]
    return f"Think of the edges as {arrow} {', '.join(inside)}."


NOTATIONS: Final[tuple[Callable[[Sequence[Node], Sequence[Edge], bool], str], ...]] = (
    _pairs, _dashes, _spoken, _sentences, _adjacency, _sets, _rows, _dot, _matrix, _roads,
)  # fmt: skip


def neighbours(nodes: Sequence[Node], edges: Sequence[Edge], directed: bool = False) -> dict[Node, list[Node]]:
    """Node -> its neighbours, sorted; for oracles."""
    found: dict[Node, set[Node]] = {node: set() for node in nodes}
    for a, b, *_ in edges:
        found[a].add(b)
        if not directed:
            found[b].add(a)
    return {node: sorted(others, key=lambda one: (isinstance(one, str), one)) for node, others in found.items()}


def hops(around: dict[Node, list[Node]], start: Node) -> dict[Node, int]:
    """Node -> fewest edges from `start`, by relaxing over and over; for oracles."""
    found = {start: 0}
    for _ in around:
        for node in list(found):
            for other in around[node]:
                found[other] = min(found.get(other, len(around) + 1), found[node] + 1)
    return found
