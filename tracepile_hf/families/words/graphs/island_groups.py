"""Parts searched one after the other, against sets of what is reached."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, hops, neighbours

STATEMENTS = (
    """$graph Into how many connected parts does it fall?""",
    """$graph Count its connected components (a node without edges is one of its own).""",
)

CODE = """
nodes = $nodes
edges = $edges
visited = []
parts = 0
for start in nodes:
    if start in visited:
        #: taken => {start} was reached before. || {start} belongs to a part we have.
        continue
    parts += 1
    part = [start]
    for node in part:
        for other in nodes:
            if ((node, other) in edges or (other, node) in edges) and other not in part:
                part.append(other)
    visited += part
    #: Part {parts}, from {start} on: {part|comma}. || {start} begins part {parts}, which has {part|comma}.
print(parts)
#: That makes {parts|part~parts}. || All nodes are in one of {parts|part~parts}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return draw(random, size + 4, extra=0.2, parts=random.randint(1, 2 + size // 2))


def oracle(nodes: list[Node], edges: list[Edge]) -> int:
    around = neighbours(nodes, edges)
    return len({frozenset(hops(around, node)) for node in nodes})


FAMILY = told_family(
    name="island_groups",
    title="How many connected parts a graph has",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
)
