"""Cars come, go and pay; free places are given out from the smallest number."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Events (minute, plate) of a car park come in order of time: if the car is not inside, it comes in and gets the free
place with the smallest number (or is turned away if there is none); if it is inside, it leaves and pays 3 for each
hour begun. Return the payments as a dictionary in the order of leaving (several stays of a car are added up), the
plates turned away, and a dictionary of the cars left inside with their places, in the order in which they came in.
"""

CODE = """
import heapq


def run_car_park(places, events):
    free = list(range(1, places + 1))
    inside = {}
    paid = {}
    turned_away = []
    for minute, plate in events:
        if plate in inside:
            place, since = inside.pop(plate)
            hours = (minute - since + 59) // 60
            paid[plate] = paid.get(plate, 0) + 3 * hours
            heapq.heappush(free, place)
        elif free:
            inside[plate] = heapq.heappop(free), minute
        else:
            turned_away.append(plate)
    return paid, turned_away, {plate: place for plate, (place, since) in inside.items()}
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    plates = random.sample(["AB1", "CD2", "EF3", "GH4", "JK5"], 4)
    minute = 0
    events = []
    for _ in range(size + 2):
        minute += random.randint(5, 90)
        events.append((minute, random.choice(plates)))
    return random.randint(2, 3), events


def oracle(places: int, events: list[tuple[int, str]]) -> tuple[dict[str, int], list[str], dict[str, int]]:
    taken: list[tuple[str, int] | None] = [None] * places
    entered: list[str] = []
    bills: list[tuple[str, int]] = []
    turned_away: list[str] = []
    for minute, plate in events:
        place = next((i for i, car in enumerate(taken) if car is not None and car[0] == plate), None)
        if place is not None:
            car = taken[place]
            assert car is not None
            bills.append((plate, 3 * -((car[1] - minute) // 60)))
            taken[place] = None
            entered.remove(plate)
        elif None in taken:
            taken[taken.index(None)] = (plate, minute)
            entered.append(plate)
        else:
            turned_away.append(plate)
    paid = {plate: sum(amount for other, amount in bills if other == plate) for plate, _ in bills}
    where = {car[0]: i + 1 for i, car in enumerate(taken) if car is not None}
    return paid, turned_away, {plate: where[plate] for plate in entered}


IDEA = (
    "The free places are kept on a heap, so that the lowest is given out first. A plate that is inside "
    "already is leaving."
)
INVARIANTS = (
    Invariant(
        "60 * (hours - 1) < minute - since <= 60 * hours",
        ("{minute - since|# minute} {minute - since|counts/count} as {hours|# hour}, which costs {3 * hours|calc}"),
        line="paid[plate] = paid.get(plate, 0) + 3 * hours",
    ),
)


FAMILY = function_family(
    name="parking_lot",
    title="A car park",
    statement=STATEMENT,
    code=CODE,
    entry_point="run_car_park",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
)
