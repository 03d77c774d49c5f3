"""A fixed-size ring buffer of measurements."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

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
)
