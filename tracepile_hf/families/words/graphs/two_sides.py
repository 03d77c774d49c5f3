"""Sides given along a search, against trying odd cycles by distance."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, hops, neighbours

STATEMENTS = (
    """$graph Can its nodes be put on two sides so that every edge joins one side with the other? Answer yes or no.""",
    """$graph Would one call it bipartite, yes or no?""",
)

CODE = """
nodes = $nodes
edges = $edges
side = {}
verdict = "yes"
for start in nodes:
    if start in side or verdict == "no":
        continue
    side[start] = "left"
    #: {start} goes to the left. || We put {start} on the left side.
    waiting = [start]
    while waiting and verdict == "yes":
        node = waiting.pop(0)
        for edge in edges:
            if node in edge:
                other = edge[1] if edge[0] == node else edge[0]
                if other not in side:
                    side[other] = "right" if side[node] == "left" else "left"
                    waiting.append(other)
                    #: {other}, next to {node}, goes to the {side[other]}. || As {node} is {side[node]}, {other} has to be {side[other]}.
                elif side[other] == side[node]:
                    verdict = "no"
                    #: But {node} and {other} are joined and both {side[node]}. || {other} is {side[other]} already, as is {node}, and an edge joins them.
                    break
print(verdict)
#: verdict == "yes" => Every edge joins left and right, so yes. || Nothing stands against it: yes.
#: That cannot be mended, so no. || So it is impossible: no.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    while True:
        values = draw(random, size + 2, extra=random.choice((0.1, 0.2, 0.5)))
        if oracle(values["nodes"], values["edges"]) == random.choice(("yes", "no")):
            return values


def oracle(nodes: list[Node], edges: list[Edge]) -> str:
    far = [hops(neighbours(nodes, edges), node) for node in nodes]
    odd = any(a in away and away[a] % 2 == away[b] % 2 for away in far for a, b in edges)
    return "no" if odd else "yes"


FAMILY = told_family(
    name="two_sides",
    title="Whether the nodes fall into two sides",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=10,
    yes_no=True,
)
