"""Lengths added along a route, against a table."""

from __future__ import annotations

import itertools
from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Node, draw, neighbours

STATEMENTS = (
    """$graph A messenger goes along $route. How long is that way?""",
    """$graph Add up the lengths along the route $route. What is the total?""",
)

CODE = """
edges = $edges
route = $stops
total = 0
for i in range(len(route) - 1):
    here, there = route[i], route[i + 1]
    length = [edge[2] for edge in edges if here in edge[:2] and there in edge[:2]][0]
    total += length
    #: {here} to {there}: {was total} + {length} = {total}. || From {here} to {there} it is {length}, so {was total} + {length} = {total}.
print(total)
#: The whole way is {total} long. || That adds up to {total}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    values = draw(random, size + 2, extra=0.5, weights=(2, 30))
    around = neighbours(values["nodes"], values["edges"])
    stops = [random.choice(values["nodes"])]
    for _ in range(size):
        fresh = [node for node in around[stops[-1]] if len(stops) < 2 or node != stops[-2]] or around[stops[-1]]
        stops.append(random.choice(fresh))
    return {**values, "stops": stops, "route": " - ".join(map(str, stops))}


def oracle(edges: list[tuple[Node, Node, int]], stops: list[Node]) -> int:
    held = {frozenset((a, b)): w for a, b, w in edges}
    return sum(held[frozenset(pair)] for pair in itertools.pairwise(stops))


FAMILY = told_family(
    name="route_cost",
    title="The length of a given route",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=14,
)
