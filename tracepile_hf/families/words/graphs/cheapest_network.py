"""Edges by length where they join two groups, against growing from one node."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Node, draw

STATEMENTS = (
    """$graph Some edges are kept so that all nodes stay connected, with the smallest possible total length. What is that total?""",
    """$graph What is the total length of a minimum spanning tree?""",
)

CODE = """
nodes = $nodes
groups = [[node] for node in nodes]
total = 0
for length, one, other in sorted((edge[2], edge[0], edge[1]) for edge in $edges):
    first = [group for group in groups if one in group][0]
    second = [group for group in groups if other in group][0]
    if first == second:
        #: taken => {one} and {other} are connected already, so {length} is left out. || The edge of {one} and {other} ({length}) would close a cycle.
        continue
    groups.remove(first)
    groups.remove(second)
    groups.append(first + second)
    total += length
    #: We keep {one}-{other}: {was total} + {length} = {total}. || The edge {one}-{other} joins two groups, and {was total} + {length} = {total}.
print(total)
#: The total is {total}. || Everything is connected with {total}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return draw(random, size + 2, extra=0.6, weights=(1, 20))


def oracle(nodes: list[Node], edges: list[tuple[Node, Node, int]]) -> int:
    inside, total = {nodes[0]}, 0
    while len(inside) < len(nodes):
        a, b, w = min((e for e in edges if (e[0] in inside) != (e[1] in inside)), key=lambda e: e[2])
        inside |= {a, b}
        total += w
    return total


FAMILY = told_family(
    name="cheapest_network",
    title="The least total length that joins all nodes",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
)
