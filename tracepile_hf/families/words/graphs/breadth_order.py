"""A queue of nodes, against sorting by the way."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, neighbours

STATEMENTS = (
    """$graph In which order does a breadth-first search from $start visit the nodes, if neighbours are taken in order of number or alphabet?""",
    """$graph Search breadth first from $start, smaller neighbours (by number or alphabet) before larger ones. List the nodes as they are visited.""",
)

CODE = """
nodes = $nodes
edges = $edges
(start,) = $one
visited = [start]
queue = [start]
while queue:
    node = queue.pop(0)
    for other in nodes:
        if ((node, other) in edges or (other, node) in edges) and other not in visited:
            visited.append(other)
            queue.append(other)
    waiting = len(queue)
    #: After {node} the queue is {queue}. || {node} is done; waiting are {queue}.
print(", ".join(map(str, visited)))
#: Visited in order: {visited|comma}. || The order of the visits is {visited|comma}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    values = draw(random, size + 2, extra=0.4)
    start = random.choice(values["nodes"])
    return {**values, "one": (start,), "start": start}


def oracle(nodes: list[Node], edges: list[Edge], one: tuple[Node]) -> str:
    around = neighbours(nodes, edges)
    order = [one[0]]
    for node in order:
        order += [other for other in around[node] if other not in order]
    return ", ".join(map(str, order))


FAMILY = told_family(
    name="breadth_order",
    title="The order of a breadth-first search",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
)
