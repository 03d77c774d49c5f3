"""The arrows looked through, against turning them around."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, neighbours

STATEMENTS = (
    """$graph From which nodes does an edge lead directly to $node? Name them in the order of the nodes, or say none.""",
    """$graph Name all direct predecessors of $node, in the order in which the nodes were named (none if there are none).""",
)

CODE = """
nodes = $nodes
edges = $edges
(node,) = $one
found = []
for other in nodes:
    if (other, node) in edges:
        found.append(other)
        #: {other} has an edge to {node}: {found|comma}. || There is one from {other}: {found|comma}.
    elif (node, other) in edges:
        way = 0
        #: Between {node} and {other} the edge leads away from {node}. || {other} does not count, for the edge leads from {node} to it.
print(", ".join(map(str, found)) or "none")
#: So we have {found|comma}. || In all: {found|comma}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    values = draw(random, size + 2, extra=1.0, directed=True)
    node = random.choice(values["nodes"])
    return {**values, "one": (node,), "node": node}


def oracle(nodes: list[Node], edges: list[Edge], one: tuple[Node]) -> str:
    back = neighbours(nodes, [(b, a) for a, b in edges], directed=True)
    return ", ".join(map(str, back[one[0]])) or "none"


FAMILY = told_family(
    name="who_points_here",
    title="The nodes with an edge to a node",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=12,
)
