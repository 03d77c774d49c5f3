"""Fuel stops along a road: refuelling as late as possible, against a shortest path over the stations."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person

STATEMENTS = (
    """$name's van can drive $range kilometres on a full tank and starts with a full tank. Along the road there are
    filling stations at kilometres $stations_text; the destination is at kilometre $goal. What is the smallest number
    of times that $name has to stop and fill the tank?""",
    """On a full tank a bus covers $range km. It leaves with a full tank for a town $goal km away and passes filling
    stations $stations_text km after the start. What is the smallest number of times that it must refuel?""",
    """An electric car has a range of $range km and sets out fully charged. There are charging points $stations_text km
    from the start, and the trip is $goal km long. With how many full charges on the way can $name do it at best?""",
)

CODE = """
def solution():
    places = $stations + [$goal]
    tank_range = $range
    last_fill = 0
    previous = 0
    stops = 0
    for place in places:
        if place - last_fill > tank_range:
            last_fill = previous
            stops += 1
        previous = place
    return stops
"""


def generate(random: Random, size: int) -> dict[str, object]:
    stations = []
    place = 0
    for _ in range(random.randint(size, size + 5)):
        place += random.randrange(30, 190, 5)
        stations.append(place)
    goal = place + random.randrange(30, 150, 5)
    return {
        **person(random),
        "range": random.randrange(190, 420, 10),
        "stations": stations,
        "stations_text": listing(stations),
        "goal": goal,
    }


def oracle(stations: list[int], goal: int, **tank: int) -> int:
    places = [0, *stations, goal]
    fills = [0]
    for place in places[1:]:
        reachable = [fill for start, fill in zip(places, fills, strict=False) if place - start <= tank["range"]]
        fills.append(1 + min(reachable))
    return fills[-1] - 1


FAMILY = template_family(
    name="fuel_stops",
    title="Fuel stops on a long road",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=26,
)
