"""Going on to the first new neighbour and back, against recursion."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, neighbours

STATEMENTS = (
    """$graph A depth-first search begins at $start and always goes on to the first unvisited neighbour by number or alphabet, turning back when there is none. In which order are the nodes visited?""",
    """$graph Walk from $start as deep as possible, always to the smallest new neighbour (number or alphabet), and back when stuck. List the nodes in the order of their first visit.""",
)

CODE = """
nodes = $nodes
edges = $edges
(start,) = $one
visited = [start]
path = [start]
while path:
    new = [node for node in nodes if ((path[-1], node) in edges or (node, path[-1]) in edges) and node not in visited]
    if new:
        visited.append(new[0])
        #: From {path[-1]} we go on to {new[0]}. || New at {path[-1]} {"is" if len(new) == 1 else "are"} {new}, so {new[0]} is next.
        path.append(new[0])
    else:
        last = path.pop()
        #: Nothing new at {last}, so we turn back. || {last} has no new neighbour: back.
print(", ".join(map(str, visited)))
#: Visited in order: {visited|comma}. || The order is {visited|comma}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    values = draw(random, size + 2, extra=0.4)
    start = random.choice(values["nodes"])
    return {**values, "one": (start,), "start": start}


def oracle(nodes: list[Node], edges: list[Edge], one: tuple[Node]) -> str:
    around, order = neighbours(nodes, edges), []

    def visit(node: Node) -> None:
        order.append(node)
        for other in around[node]:
            if other not in order:
                visit(other)

    visit(one[0])
    return ", ".join(map(str, order))


FAMILY = told_family(
    name="depth_order",
    title="The order of a depth-first search",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
)
