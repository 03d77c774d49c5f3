"""Edges taken one by one into groups, against counting edges and parts."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, hops, neighbours

STATEMENTS = (
    """$graph Does it contain a cycle? Answer yes or no.""",
    """$graph Is there a way to walk in a circle without using an edge twice, yes or no?""",
)

CODE = """
nodes = $nodes
groups = [[node] for node in nodes]
ring = "no"
for edge in $edges:
    one = [group for group in groups if edge[0] in group][0]
    other = [group for group in groups if edge[1] in group][0]
    if one == other:
        #: taken => The edge {edge[0]}-{edge[1]} joins two nodes of one group ({one|comma}): it closes a cycle. || {edge[0]} and {edge[1]} are connected already, within {one|comma}, so this edge closes a cycle.
        ring = "yes"
        break
    groups.remove(one)
    groups.remove(other)
    groups.append(one + other)
    #: The edge {edge[0]}-{edge[1]} makes one group of {one + other|comma}. || With {edge[0]}-{edge[1]} the group {one + other|comma} comes about.
print(ring)
#: ring == "yes" => So there is a cycle: yes. || The answer is therefore yes.
#: No edge closes a cycle, so no. || All edges joined different groups: no.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return draw(random, size + 2, extra=random.choice((0.0, 0.0, 0.2, 0.4)), parts=random.choice((1, 2)))


def oracle(nodes: list[Node], edges: list[Edge]) -> str:
    around = neighbours(nodes, edges)
    parts = {frozenset(hops(around, node)) for node in nodes}
    return "yes" if len(edges) > len(nodes) - len(parts) else "no"


FAMILY = told_family(
    name="ring_check",
    title="Whether a graph has a cycle",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
    yes_no=True,
)
