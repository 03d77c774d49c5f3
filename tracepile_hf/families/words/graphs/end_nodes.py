"""Counting the edges of every node, against a tally."""

from __future__ import annotations

import collections
from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw

STATEMENTS = (
    """$graph Which nodes have exactly one edge? List them in order, or say none.""",
    """$graph Name the end nodes, those with a single neighbour, in the order of the nodes (none if there are none).""",
)

CODE = """
edges = $edges
ends = []
for node in $nodes:
    count = sum(1 for edge in edges if node in edge)
    if count == 1:
        ends.append(node)
        #: {node} has one edge only: {ends|comma}. || With a single edge {node} is one of them: {ends|comma}.
    else:
        many = count
        #: {node} has {count|edge~edges}. || At {node} we count {count|edge~edges}.
print(", ".join(map(str, ends)) or "none")
#: End nodes: {ends|comma}. || So they are {ends|comma}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return draw(random, size + 2, extra=0.3)


def oracle(edges: list[Edge], nodes: list[Node]) -> str:
    tally = collections.Counter(end for edge in edges for end in edge)
    return ", ".join(str(node) for node in nodes if tally[node] == 1) or "none"


FAMILY = told_family(
    name="end_nodes",
    title="Nodes with one edge only",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
)
