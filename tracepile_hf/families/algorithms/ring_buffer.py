"""A fixed-size ring buffer of measurements."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
A device keeps its latest measurements in a ring buffer of fixed size: when the buffer is full, a new one takes the
place of the oldest. A measurement of None is a request to read the mean of what is held, rounded down (0 if nothing
is). Return the means read and the buffer's slots as they are at the end (None where never used).
"""

CODE = """
class RingBuffer:
    def __init__(self, size):
        self.slots = [None] * size
        self.next = 0
        self.count = 0

    def add(self, value):
        self.slots[self.next] = value
        self.next = (self.next + 1) % len(self.slots)
        self.count = min(self.count + 1, len(self.slots))

    def mean(self):
        if self.count == 0:
            return 0
        total = 0
        for value in self.slots[:self.count]:
            total += value
        return total // self.count


def record(size, measurements):
    buffer = RingBuffer(size)
    means = []
    for value in measurements:
        if value is None:
            means.append(buffer.mean())
        else:
            buffer.add(value)
    return means, buffer.slots
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    values = [None if random.random() < 0.25 else random.randint(10, 60) for _ in range(size)]
    return random.randint(2, 4), [*values, None]


def oracle(size: int, measurements: list[int | None]) -> tuple[list[int], list[int | None]]:
    means = []
    for i, value in enumerate(measurements):
        if value is None:
            held = [each for each in measurements[:i] if each is not None][-size:]
            means.append(sum(held) // max(1, len(held)))
    taken = [each for each in measurements if each is not None]
    slots: list[int | None] = [None] * size
    for place in range(size):
        slots[place] = next(reversed(taken[place::size]), None)
    return means, slots


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    means, slots = result
    measured = [value for value in slots if value is not None]
    if len(measured) == len(slots):
        rounds = [part for mean in means[:-1] for part in (*[mean] * len(slots), None)]
        yield len(slots), [*rounds, *measured, None]
        return
    events: list[int | None] = []  # no slot was written over: a mean belongs where the measurements so far give it
    told: list[int] = []
    for value in [*measured, 0]:
        while len(means) > 1 and means[0] == (sum(told) // len(told) if told else 0):
            events.append(None)
            means = means[1:]
        events.append(value)
        told.append(value)
    yield len(slots), [*events[:-1], None]


FAMILY = function_family(
    name="ring_buffer",
    title="A ring buffer that overwrites",
    statement=STATEMENT,
    code=CODE,
    entry_point="record",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=200,
    invert=Inverse(
        "the slots hold the last measurements, one for each slot; before them, as many equal "
        "measurements as there are slots have just their value as their mean, so each earlier mean gets "
        "such a round",
        (
            "len(result[1])",
            "result[0]",
        ),
        invert,
    ),
)
