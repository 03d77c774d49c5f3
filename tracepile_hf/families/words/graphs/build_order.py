"""Taking nodes without open predecessors, the first in order each time, against checking permutations greedily."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw

STATEMENTS = (
    """$graph List the nodes so that every edge leads from an earlier to a later one; whenever there is a choice, take the one that comes first in number or alphabet.""",
    """$graph An edge means that its first node has to come before its second. In which order do they come, if among those that may come next the smallest (by number or alphabet) is always taken?""",
)

CODE = """
left = $nodes
edges = $edges
order = []
while left:
    free = [node for node in left if not any(edge[1] == node and edge[0] in left for edge in edges)]
    node = free[0]
    #: Free are {free}; {node} is next. || Nothing has to come before {free} any more, so we take {node}.
    order.append(node)
    left.remove(node)
print(", ".join(map(str, order)))
#: The order is {order|comma}. || That gives {order|comma}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return draw(random, size + 2, extra=0.5, directed=True, forward=True)


def oracle(nodes: list[Node], edges: list[Edge]) -> str:
    order: list[Node] = []
    while len(order) < len(nodes):
        order.append(next(n for n in nodes if n not in order and all(a in order for a, b in edges if b == n)))
    return ", ".join(map(str, order))


FAMILY = told_family(
    name="build_order",
    title="An order in which every arrow points forward",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
)
