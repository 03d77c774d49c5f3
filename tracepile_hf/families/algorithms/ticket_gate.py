"""Tickets held against a gate that refuses them for several reasons."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Each ticket of a railway has trips left, a zone up to which it is valid, and the last day it is valid on. Riders pass
a gate, as (ticket, zone, day) in order. A ride is refused if the ticket is not known, else if it has expired, else if
its zone is too low, else if no trips are left; otherwise one trip is taken off. Return the trips left by ticket, and
the refusals in order as pairs (number of the ride from 1, reason), the reasons being 'unknown', 'expired', 'zone' and
'empty'.
"""

CODE = """
class Refused(Exception):
    pass


class Gate:
    def __init__(self, tickets):
        self.trips = {}
        self.rules = {}
        for name, trips, zone, last_day in tickets:
            self.trips[name] = trips
            self.rules[name] = (zone, last_day)

    def ride(self, name, zone, day):
        allowed, last_day = self.rules[name]
        if day > last_day:
            raise Refused("expired")
        if zone > allowed:
            raise Refused("zone")
        if self.trips[name] == 0:
            raise Refused("empty")
        self.trips[name] -= 1


def run_gate(tickets, rides):
    gate = Gate(tickets)
    refusals = []
    for number, (name, zone, day) in enumerate(rides, start=1):
        try:
            gate.ride(name, zone, day)
        except KeyError:
            refusals.append((number, "unknown"))
        except Refused as refusal:
            refusals.append((number, str(refusal)))
    return gate.trips, refusals
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = random.sample(["A7", "B2", "C9", "D4", "E1", "F8"], 4)
    tickets = [(name, random.randint(1, 3), random.randint(1, 4), random.randint(8, 25)) for name in names[:3]]
    day = 1
    rides = []
    for _ in range(size):
        day += random.randint(0, 4)
        rides.append((random.choice([*names[:3], *names]), random.randint(1, 4), day))
    return tickets, rides


def oracle(
    tickets: list[tuple[str, int, int, int]], rides: list[tuple[str, int, int]]
) -> tuple[dict[str, int], list[tuple[int, str]]]:
    refusals: list[tuple[int, str]] = []
    left: dict[str, int] = {}
    for name, trips, zone, last_day in tickets:
        for number, (rider, wanted, day) in enumerate(rides, start=1):
            if rider == name:
                faults = [(day > last_day, "expired"), (wanted > zone, "zone"), (trips == 0, "empty")]
                reason = next((reason for fault, reason in faults if fault), "")
                if reason:
                    refusals.append((number, reason))
                else:
                    trips -= 1
        left[name] = trips
    refusals += [(number, "unknown") for number, ride in enumerate(rides, start=1) if ride[0] not in left]
    return left, sorted(refusals)


FAMILY = function_family(
    name="ticket_gate",
    title="Tickets at a gate",
    statement=STATEMENT,
    code=CODE,
    entry_point="run_gate",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=80,
)
