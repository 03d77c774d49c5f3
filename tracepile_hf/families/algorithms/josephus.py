"""Josephus: people leave a circle one by one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
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


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    stayed, left = result
    circle = list(range(len(left) + 1))
    people = [stayed] * len(circle)
    position = 0
    for name in left:
        position = (position + 1) % len(circle)
        people[circle.pop(position)] = name
    people[circle[0]] = stayed
    yield people, 2


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
    invert=Inverse(
        "whoever leaves is known by turn, so we play the game with numbered places, counting to 2, and "
        "see which place leaves when; each place gets the name of the one who left then, and the last "
        "place the one who stayed",
        (
            "len(result[1]) + 1",
            "result[0]",
        ),
        invert,
    ),
)
