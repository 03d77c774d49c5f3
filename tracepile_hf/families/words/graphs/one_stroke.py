"""Nodes with an odd number of edges counted, against trying all walks."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw

STATEMENTS = (
    """$graph Can all edges be drawn in one stroke, none of them twice? Answer yes or no.""",
    """$graph Is there a walk that uses every edge exactly once (yes or no)?""",
)

CODE = """
nodes = $nodes
edges = $edges
odd = []
for node in nodes:
    count = sum(1 for edge in edges if node in edge)
    #: {node} has {count|edge~edges}. || At {node} end {count|edge~edges}.
    if count % 2 == 1:
        #: taken => That is odd. || An odd number.
        odd.append(node)
print("yes" if len(odd) <= 2 else "no")
#: len(odd) <= 2 => Odd are {odd}, no more than two, and all is connected: yes. || With {len(odd)} odd nodes it can be done, so yes.
#: Odd are {odd}, which is more than two: no. || With {len(odd)} odd nodes it cannot be done, so no.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    wanted = random.choice(("yes", "no"))
    while True:
        values = draw(random, max(5, size), extra=random.choice((0.0, 0.3, 0.5)))
        if len(values["edges"]) <= 9 and oracle(values["nodes"], values["edges"]) == wanted:
            return values


def oracle(nodes: list[Node], edges: list[Edge]) -> str:
    def walk(node: Node, left: tuple[Edge, ...]) -> bool:
        if not left:
            return True
        return any(
            walk(edge[1] if edge[0] == node else edge[0], left[:place] + left[place + 1 :])
            for place, edge in enumerate(left)
            if node in edge
        )

    return "yes" if any(walk(node, tuple(edges)) for node in nodes) else "no"


FAMILY = told_family(
    name="one_stroke",
    title="Whether a figure can be drawn in one stroke",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=7,
    yes_no=True,
)
