"""Distances from each node in turn, against relaxing for all pairs."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, hops, neighbours

STATEMENTS = (
    """$graph The distance of two nodes is the smallest number of edges between them. What is the largest distance that occurs?""",
    """$graph Find its diameter, counted in edges.""",
)

CODE = """
nodes = $nodes
edges = $edges
widest = 0
for start in nodes:
    away = {start: 0}
    waiting = [start]
    while waiting:
        node = waiting.pop(0)
        for edge in edges:
            if node in edge:
                other = edge[1] if edge[0] == node else edge[0]
                if other not in away:
                    away[other] = away[node] + 1
                    waiting.append(other)
    farthest = max(away.values())
    #: Seen from {start} the distances are {away}; the largest is {farthest}. || From {start}: {away}, at most {farthest}.
    widest = max(widest, farthest)
print(widest)
#: The largest of all is {widest}. || So the diameter is {widest}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return draw(random, random.randint(size + 1, size + 4), extra=random.choice((0.0, 0.2)))


def oracle(nodes: list[Node], edges: list[Edge]) -> int:
    around = neighbours(nodes, edges)
    return max(max(hops(around, node).values()) for node in nodes)


FAMILY = told_family(
    name="widest_span",
    title="The largest distance between two nodes of a graph",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=8,
)
