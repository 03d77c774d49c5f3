"""A count over the edges, against the neighbours."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, neighbours

STATEMENTS = (
    """$graph How many edges end at $node?""",
    """$graph What is the degree of $node?""",
)

CODE = """
(node,) = $one
degree = 0
for edge in $edges:
    if node in edge:
        degree += 1
        #: {edge[0]}-{edge[1]} is one of them: {degree}. || The edge of {edge[0]} and {edge[1]} counts, number {degree}.
print(degree)
#: That makes {degree} for {node}. || The degree of {node} is {degree}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    values = draw(random, size + 2, extra=1.0)
    node = random.choice(values["nodes"])
    return {**values, "one": (node,), "node": node}


def oracle(one: tuple[Node], edges: list[Edge]) -> int:
    return len(neighbours([end for edge in edges for end in edge], edges)[one[0]])


FAMILY = told_family(
    name="degree_of_node",
    title="How many edges a node has",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=14,
)
