"""Josephus: people leave a circle one by one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
People stand in a circle and count off; beginning with the first one, every k-th leaves. Return the name of the last
one left and the names of the others in the order in which they left.
"""

CODE = """
def josephus(people, k):
    circle = list(people)
    left = []
    position = 0
    while len(circle) > 1:
        position = (position + k - 1) % len(circle)
        left.append(circle.pop(position))
    return circle[0], left
"""


NAMES = ["Ada", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal", "Ivy", "Joe", "Kim", "Leo"]


def generate(random: Random, size: int) -> tuple[object, ...]:
    count = size + random.randint(0, 3)
    people = random.sample(NAMES, count) if count <= len(NAMES) else [f"P{i}" for i in range(count)]
    return people, random.randint(2, 5)


def oracle(people: list[str], k: int) -> tuple[str, list[str]]:
    circle = deque(people)
    left = []
    while len(circle) > 1:
        circle.rotate(1 - k)
        left.append(circle.popleft())
    return circle[0], left


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    survivor, left = output
    for k in range(2, 6):
        circle = list(range(len(left) + 1))
        people = [survivor] * len(circle)
        place = 0
        for name in left:
            place = (place + k - 1) % len(circle)
            people[circle.pop(place)] = name
        yield people, k


IDEA = (
    "After somebody leaves, the next to count from stands at the same place. So going on by k - 1 places, "
    "round the circle that is left, finds who leaves next."
)
INVARIANTS = (
    Invariant(
        "len(circle) + len(left) == len(people)",
        "{len(left)} left and {len(circle)} {len(circle)|remains/remain}, {len(people)} in all",
        line="left.append(circle.pop(position))",
    ),
    Invariant(
        "len(people) == len(result[1]) + 1",
        (
            "{len(result[1])} left and {result[0]} remained, so there {len(result[1]) + 1|is/are} {len(result[1]) "
            "+ 1|# name}"
        ),
        moment="output",
    ),
)


FAMILY = function_family(
    name="josephus",
    title="The Josephus circle",
    statement=STATEMENT,
    code=CODE,
    entry_point="josephus",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=100,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
