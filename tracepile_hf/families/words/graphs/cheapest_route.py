"""Dijkstra with the nearest node fixed each time, against relaxing all edges."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._graphs import Node, draw

STATEMENTS = (
    """$graph How long is the shortest way from $start to $goal?""",
    """$graph Find the smallest total length of a path that joins $start and $goal.""",
)

CODE = """
edges = $edges
start, goal = $ends
distance = {start: 0}
done = []
while goal not in done:
    node = min([one for one in distance if one not in done], key=lambda one: distance[one])
    done.append(node)
    #: The nearest node that is not settled is {node}, at {distance[node]}. || We settle {node} with distance {distance[node]}.
    for one, other, length in edges:
        if node in (one, other):
            there = other if one == node else one
            if there not in done:
                way = distance[node] + length
                if there not in distance:
                    distance[there] = way
                    #: From there {there} is {distance[node]} + {length} = {way} away. || {there} gets {distance[node]} + {length} = {way}.
                elif way < distance[there]:
                    distance[there] = way
                    #: For {there} it is shorter now: {distance[node]} + {length} = {way}. || That improves {there} to {distance[node]} + {length} = {way}.
print(distance[goal])
#: So {goal} is {distance[goal]} away. || The shortest way to {goal} has length {distance[goal]}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    values = draw(random, size + 2, extra=0.6, weights=(1, 12))
    start, goal = random.sample(values["nodes"], 2)
    return {**values, "ends": (start, goal), "start": start, "goal": goal}


def oracle(edges: list[tuple[Node, Node, int]], ends: tuple[Node, Node]) -> int:
    found = {ends[0]: 0}
    for _ in range(len(edges) + 1):
        for a, b, w in edges:
            for one, other in ((a, b), (b, a)):
                if one in found:
                    found[other] = min(found.get(other, 10**9), found[one] + w)
    return found[ends[1]]


FAMILY = told_family(
    name="cheapest_route",
    title="The length of a shortest route",
    domain="graph-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=10,
)
