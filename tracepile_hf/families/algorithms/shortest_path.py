"""Shortest path with its vertices, by repeated selection of the nearest town."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.algorithms._graphs import some_edges, weighted
from tracepile_hf.families.family import function_family

STATEMENT = """
roads maps each town to a dictionary of neighbouring towns and distances; roads can be used both ways. Return the
length of the shortest route from start to goal and the towns on it, or None if there is no route. The town settled
next is always the nearest one, the alphabetically first of several, and the way to a town is replaced only by a
shorter one.
"""

CODE = """
def shortest_route(roads, start, goal):
    distance = {start: 0}
    came_from = {}
    unsettled = {start}
    while unsettled:
        town = min(unsettled, key=lambda name: (distance[name], name))
        unsettled.remove(town)
        if town == goal:
            break
        for other, length in roads[town].items():
            new = distance[town] + length
            if other not in distance or new < distance[other]:
                distance[other] = new
                came_from[other] = town
                unsettled.add(other)
    if goal not in distance:
        return None
    route = [goal]
    while route[-1] != start:
        route.append(came_from[route[-1]])
    return distance[goal], route[::-1]
"""


TOWNS = ["Arden", "Birch", "Colby", "Dover", "Esk", "Frome", "Goole", "Hove", "Iver", "Jura"]


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size + 1
    towns = TOWNS[:n] if n <= len(TOWNS) else [f"T{number:02}" for number in range(n)]
    roads: dict[str, dict[str, int]] = {town: {} for town in towns}
    for a, b, length in weighted(random, some_edges(random, n, n + 1), 2, 15):
        roads[towns[a]][towns[b]] = roads[towns[b]][towns[a]] = length
    start, goal = random.sample(towns, 2)
    return roads, start, goal


def oracle(roads: dict[str, dict[str, int]], start: str, goal: str) -> tuple[int, list[str]] | None:
    distance = {start: 0}
    for _ in roads:
        for town, others in roads.items():
            for other, length in others.items():
                if town in distance:
                    distance[other] = min(distance.get(other, distance[town] + length), distance[town] + length)
    if goal not in distance:
        return None
    # Of the towns through which a town is reached at its true distance, the first settled one gave the way to it.
    route = [goal]
    while route[0] != start:
        exact = [
            (distance[t], t)
            for t, d in roads[route[0]].items()
            if t in distance and distance[t] + d == distance[route[0]]
        ]
        route.insert(0, min(exact)[1])
    return distance[goal], route


FAMILY = function_family(
    name="shortest_path",
    title="Shortest route between two towns",
    statement=STATEMENT,
    code=CODE,
    entry_point="shortest_route",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=40,
)
