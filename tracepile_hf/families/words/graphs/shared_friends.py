"""Two lists of neighbours compared, against sets."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, neighbours

STATEMENTS = (
    """$graph Which nodes are neighbours of both $start and $goal? Name them in order, or say none.""",
    """$graph List, in order, the nodes that are joined to $start as well as to $goal (none if there is no such node).""",
)

CODE = """
nodes = $nodes
edges = $edges
first, second = $ends
around_first = [node for node in nodes if (first, node) in edges or (node, first) in edges]
#: {first} is joined to {around_first}. || The neighbours of {first} are {around_first}.
around_second = [node for node in nodes if (second, node) in edges or (node, second) in edges]
#: {second} is joined to {around_second}. || The neighbours of {second} are {around_second}.
shared = []
for node in around_first:
    if node in around_second:
        #: taken => {node} is in both. || {node} is with both of them.
        #: not => {node} is not joined to {second}. || {second} has no edge to {node}.
        shared.append(node)
print(", ".join(map(str, shared)) or "none")
#: In common they have {shared|comma}. || So the answer is made of {shared|comma}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    values = draw(random, size + 2, extra=1.1)
    start, goal = random.sample(values["nodes"], 2)
    return {**values, "ends": (start, goal), "start": start, "goal": goal}


def oracle(nodes: list[Node], edges: list[Edge], ends: tuple[Node, Node]) -> str:
    around = neighbours(nodes, edges)
    return ", ".join(str(node) for node in around[ends[0]] if node in around[ends[1]]) or "none"


FAMILY = told_family(
    name="shared_friends",
    title="The common neighbours of two nodes",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
)
