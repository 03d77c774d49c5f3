"""Diameter: the longest of all shortest distances."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import adjacency, connected_edges
from tracepile_hf.families.family import function_family

STATEMENT = """
lines maps every stop of a connected tram network to the list of the stops next to it. The eccentricity of a stop is
the number of stretches to the stop furthest from it. Return the dictionary of eccentricities and the network's
diameter, the largest of them.
"""

CODE = """
def diameter(lines):
    eccentricity = {}
    for start in lines:
        layer = {start}
        seen = {start}
        steps = -1
        while layer:
            steps += 1
            following = set()
            for stop in layer:
                following.update(lines[stop])
            layer = following - seen
            seen |= layer
        eccentricity[start] = steps
    return eccentricity, max(eccentricity.values())
"""


STOPS = [
    "Abbey",
    "Bridge",
    "Castle",
    "Docks",
    "Elm",
    "Forum",
    "Gate",
    "Hall",
    "Inn",
    "Jetty",
    "Kiln",
    "Lock",
    "Mill",
    "North",
    "Oak",
    "Port",
    "Quay",
    "River",
]


def generate(random: Random, size: int) -> tuple[object, ...]:
    stops = random.sample(STOPS, size + 1)
    lists = adjacency(size + 1, connected_edges(random, size + 1, random.randint(0, 2)))
    return ({stop: [stops[other] for other in lists[i]] for i, stop in enumerate(stops)},)


def oracle(lines: dict[str, list[str]]) -> tuple[dict[str, int], int]:
    far = len(lines)
    distance = {(a, b): 0 if a == b else 1 if b in lines[a] else far for a in lines for b in lines}
    for k in lines:
        distance = {(a, b): min(d, distance[a, k] + distance[k, b]) for (a, b), d in distance.items()}
    return {a: max(distance[a, b] for b in lines) for a in lines}, max(distance.values())


FAMILY = function_family(
    name="graph_diameter",
    title="Eccentricities and diameter of a network",
    statement=STATEMENT,
    code=CODE,
    entry_point="diameter",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=16,
)
