"""Nodes without arrows to them removed, against reaching oneself."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, hops, neighbours

STATEMENTS = (
    """$graph Is it possible to follow edges in their direction and come back to where one began? Answer yes or no.""",
    """$graph Does it have a directed cycle, yes or no?""",
)

CODE = """
left = $nodes
edges = $edges
free = [node for node in left if not any(edge[1] == node for edge in edges)]
#: No edge leads to {free}. || Without an edge to them are {free}.
while free:
    left = [node for node in left if node not in free]
    #: Without these {left} remain. || We take them away, which leaves {left}.
    free = [node for node in left if not any(edge[1] == node and edge[0] in left for edge in edges)]
    #: Among these no edge leads to {free}. || Now {free} {"is" if len(free) == 1 else "are"} without an edge from the others.
print("yes" if left else "no")
#: left => An edge leads to each of {left} from another of them, so there is a cycle: yes. || {left} cannot be taken away: yes.
#: All could be taken away, so no. || Nothing is left, and there is no cycle: no.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return draw(random, size + 2, extra=0.4, directed=True, forward=random.random() < 0.35)


def oracle(nodes: list[Node], edges: list[Edge]) -> str:
    around = neighbours(nodes, edges, directed=True)
    return "yes" if any(node in hops(around, other) for node in nodes for other in around[node]) else "no"


FAMILY = told_family(
    name="arrow_loop",
    title="Whether arrows lead back to where they begin",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
    yes_no=True,
)
