"""Simulation: customers choose the checkout that is free first."""

from __future__ import annotations

import heapq
from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Customers arrive at the given minutes (in ascending order) and need the given number of minutes at a checkout. Each
goes to the checkout that becomes free first, the one with the smallest number if several do, and waits there if need
be. Return for each customer the pair (checkout, minutes waited) and the minute at which the last one is done.
"""

CODE = """
def serve_customers(arrivals, minutes, checkouts):
    free_at = [0] * checkouts
    served = []
    for arrival, needed in zip(arrivals, minutes):
        checkout = 0
        for number in range(1, checkouts):
            if free_at[number] < free_at[checkout]:
                checkout = number
        start = max(arrival, free_at[checkout])
        free_at[checkout] = start + needed
        served.append((checkout, start - arrival))
    return served, max(free_at)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    arrivals = sorted(random.randint(0, 2 * size) for _ in range(size))
    return arrivals, [random.randint(2, 9) for _ in range(size)], random.randint(2, 3)


def oracle(arrivals: list[int], minutes: list[int], checkouts: int) -> tuple[list[tuple[int, int]], int]:
    free = [(0, number) for number in range(checkouts)]
    served = []
    last = 0
    for arrival, needed in zip(arrivals, minutes, strict=True):
        moment, number = heapq.heappop(free)
        end = max(arrival, moment) + needed
        heapq.heappush(free, (end, number))
        served.append((number, end - needed - arrival))
        last = max(last, end)
    return served, last


IDEA = (
    "Everybody goes to the checkout that is free first. Only the time at which each checkout gets free "
    "has to be remembered."
)
INVARIANTS = (
    Invariant(
        "start >= arrival and free_at[checkout] == min(free_at)",
        ("checkout {checkout} is free first, at {free_at[checkout]}, so who comes at {arrival} starts at {start}"),
        line="start = max(arrival, free_at[checkout])",
    ),
    Invariant(
        "free_at[checkout] - start == needed",
        "that checkout is taken until {start + needed|calc}",
        line="free_at[checkout] = start + needed",
    ),
)


FAMILY = function_family(
    name="checkout_queues",
    title="Queues at the checkouts",
    statement=STATEMENT,
    code=CODE,
    entry_point="serve_customers",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=80,
    idea=IDEA,
    invariants=INVARIANTS,
)
