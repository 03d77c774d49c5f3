"""Sweep over starts and ends: rooms in use at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Lectures are given as (start, end). In order of their starts (of equal starts the one that ends first) each gets the
room with the smallest number that is free, a room being free again at the minute its lecture ends. Return the rooms,
numbered from 1, in the order in which the lectures were given, and how many rooms are used.
"""

CODE = """
def assign_rooms(lectures):
    order = sorted(range(len(lectures)), key=lambda i: lectures[i])
    ends = []
    rooms = [0] * len(lectures)
    for i in order:
        start, end = lectures[i]
        room = 0
        while room < len(ends) and ends[room] > start:
            room += 1
        if room == len(ends):
            ends.append(end)
        else:
            ends[room] = end
        rooms[i] = room + 1
    return rooms, len(ends)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    lectures = []
    for _ in range(size):
        start = 5 * random.randint(0, 4 * size)
        lectures.append((start, start + 5 * random.randint(2, 12)))
    return (lectures,)


def oracle(lectures: list[tuple[int, int]]) -> tuple[list[int], int]:
    rooms: dict[int, int] = {}
    for i in sorted(range(len(lectures)), key=lambda i: (*lectures[i], i)):
        busy = {rooms[j] for j in rooms if lectures[j][1] > lectures[i][0]}
        rooms[i] = min(set(range(1, len(lectures) + 1)) - busy)
    together = max(sum(s <= start < e for s, e in lectures) for start, _ in lectures)
    return [rooms[i] for i in range(len(lectures))], together


IDEA = (
    "Lectures are taken by their beginning. A room is free again once its last lecture is over, and a new "
    "room is opened only if none is free."
)
INVARIANTS = (
    Invariant(
        "ends[room] == end",
        ("room {room + 1} is taken from {start} to {end}, and {len(ends)|# room} {len(ends)|is/are} in use so far"),
        line="rooms[i] = room + 1",
    ),
    Invariant(
        "all(other > start for other in ends)",
        "every room is taken at {start}, so room {len(ends)} is opened",
        line="ends.append(end)",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    rooms = result[0]
    order = sorted(range(len(rooms)), key=lambda lecture: rooms[lecture])
    lectures = [(0, 0)] * len(rooms)
    for place, lecture in enumerate(order):
        goes_on = place + 1 < len(order) and rooms[order[place + 1]] == rooms[lecture]
        lectures[lecture] = (place, place + 1 if goes_on else len(rooms) + 1)
    yield (lectures,)


FAMILY = function_family(
    name="meeting_rooms",
    title="How many rooms are needed?",
    statement=STATEMENT,
    code=CODE,
    entry_point="assign_rooms",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=80,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the lectures of the first room come first, one right after the other, and its last one goes on "
        "to the end; then those of the second room, which is the lowest one free, and so on",
        (
            "result[0]",
            "result[1]",
        ),
        invert,
    ),
)
