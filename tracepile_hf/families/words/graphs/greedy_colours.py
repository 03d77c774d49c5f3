"""The smallest free colour for each node, against recursion."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, neighbours

STATEMENTS = (
    """$graph In the order in which they were named the nodes get colours 1, 2, 3 and so on: each the smallest one that none of its coloured neighbours has. What is the sum of the numbers of all colours given?""",
    """$graph Go through the nodes as named and give each the lowest number from 1 up that no neighbour has yet. What do all the numbers given add up to?""",
)

CODE = """
edges = $edges
colours = {}
for node in $nodes:
    near = [colours[other] for other in colours if (node, other) in edges or (other, node) in edges]
    colour = 1
    while colour in near:
        colour += 1
    colours[node] = colour
    #: near => Around {node} we have {sorted(set(near))}, so it gets {colour}. || {node} sees {sorted(set(near))} and takes {colour}.
    #: {node} has no coloured neighbour and gets {colour}. || {node} is free to take {colour}.
total = sum(colours.values())
print(total)
#: The colours are {colours}; together {total}. || In the end {colours}, which adds up to {total}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return draw(random, size + 2, extra=0.9)


def oracle(edges: list[Edge], nodes: list[Node]) -> int:
    around = neighbours(nodes, edges)
    given: dict[Node, int] = {}
    for node in nodes:
        used = {given.get(other) for other in around[node]}
        given[node] = next(number for number in range(1, 99) if number not in used)
    return sum(given.values())


FAMILY = told_family(
    name="greedy_colours",
    title="Colours given one node after the other",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
)
