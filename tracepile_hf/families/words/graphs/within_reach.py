"""Levels of a search that stops early, against distances."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Edge, Node, draw, hops, neighbours

STATEMENTS = (
    """$graph How many other nodes can be reached from $start over at most $limit edges?""",
    """$graph Count the nodes, other than $start, that are no more than $limit edges away from it.""",
)

CODE = """
edges = $edges
(start,) = $one
inside = [start]
level = [start]
for step in range(1, $limit + 1):
    following = []
    for node in level:
        for edge in edges:
            if node in edge:
                other = edge[1] if edge[0] == node else edge[0]
                if other not in inside:
                    inside.append(other)
                    following.append(other)
    level = following
    #: {step|edge~edges} away: {level}. || At distance {step} we find {level}.
print(len(inside) - 1)
#: Without {start} itself that makes {len(inside) - 1}. || Counting them gives {len(inside) - 1}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    values = draw(random, size + 4, extra=0.3)
    start = random.choice(values["nodes"])
    return {**values, "one": (start,), "start": start, "limit": random.randint(2, 3)}


def oracle(edges: list[Edge], one: tuple[Node], limit: int) -> int:
    away = hops(neighbours([end for edge in edges for end in edge], edges), one[0])
    return sum(0 < far <= limit for far in away.values())


FAMILY = told_family(
    name="within_reach",
    title="How many nodes lie within so many edges",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=14,
)
