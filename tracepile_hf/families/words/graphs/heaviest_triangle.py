"""All triples of nodes tried, against edges joined."""

from __future__ import annotations

import itertools
from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Node, draw

STATEMENTS = (
    """$graph Three nodes that are joined to each other form a triangle; its weight is the total of its three lengths. What is the largest weight of a triangle?""",
    """$graph Among all triangles, how large is the greatest sum of the three edge lengths?""",
)

CODE = """
nodes = $nodes
length = {}
for one, other, weight in $edges:
    length[one, other] = length[other, one] = weight
best = 0
for i in range(len(nodes)):
    for j in range(i + 1, len(nodes)):
        for k in range(j + 1, len(nodes)):
            a, b, c = nodes[i], nodes[j], nodes[k]
            if (a, b) in length and (b, c) in length and (a, c) in length:
                weight = length[a, b] + length[b, c] + length[a, c]
                #: {a}, {b} and {c}: {length[a, b]} + {length[b, c]} + {length[a, c]} = {weight}. || The triangle of {a}, {b} and {c} weighs {length[a, b]} + {length[b, c]} + {length[a, c]} = {weight}.
                best = max(best, weight)
print(best)
#: The largest is {best}. || So the greatest weight is {best}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    while True:
        values = draw(random, max(4, size), extra=1.2, weights=(1, 25))
        if oracle(values["nodes"], values["edges"]):
            return values


def oracle(nodes: list[Node], edges: list[tuple[Node, Node, int]]) -> int:
    held = {frozenset((a, b)): w for a, b, w in edges}
    return max(
        (
            sum(held[frozenset(pair)] for pair in itertools.combinations(three, 2))
            for three in itertools.combinations(nodes, 3)
            if all(frozenset(pair) in held for pair in itertools.combinations(three, 2))
        ),
        default=0,
    )


FAMILY = told_family(
    name="heaviest_triangle",
    title="The heaviest triangle of a graph",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=9,
)
