"""A first-in-first-out queue from an inbox and an outbox."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Customers join a queue or the next one is served. The events are names (who joins) or None (the next is served;
nothing happens if nobody waits). The queue is kept in two stacks: an inbox for those who join, and an outbox,
refilled from the inbox when it is empty. Return the names served, in order, and how many times a name was moved from
the inbox to the outbox.
"""

CODE = """
class Queue:
    def __init__(self):
        self.inbox = []
        self.outbox = []
        self.moves = 0

    def join(self, name):
        self.inbox.append(name)

    def serve(self):
        if not self.outbox:
            while self.inbox:
                self.outbox.append(self.inbox.pop())
                self.moves += 1
        return self.outbox.pop() if self.outbox else None


def serve(events):
    queue = Queue()
    served = []
    for event in events:
        if event is None:
            name = queue.serve()
            if name is not None:
                served.append(name)
        else:
            queue.join(event)
    return served, queue.moves
"""


NAMES = ["Ann", "Bob", "Cy", "Dee", "Ed", "Flo", "Guy", "Hal"]


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.choice(NAMES) if random.random() < 0.6 else None for _ in range(size + 2)],)


def oracle(events: list[str | None]) -> tuple[list[str], int]:
    joined = [name for name in events if name is not None]
    served = 0
    moved = 0
    present = 0
    for event in events:
        present += event is not None
        if event is None and served < present:
            if served == moved:
                moved = present
            served += 1
    return joined[:served], moved


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    served, moves = result
    yield ([*served, *["Zoe"] * (moves - len(served)), *[None] * len(served)],)


FAMILY = function_family(
    name="two_stack_queue",
    title="A queue made of two stacks",
    statement=STATEMENT,
    code=CODE,
    entry_point="serve",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=150,
    invert=Inverse(
        "whoever was served had joined, and all that were moved at once were in the queue together; so "
        "all of them join, with as many more as there were moves too many, and then as many are served "
        "as the result lists",
        (
            "len(result[0])",
            "result[1] - len(result[0])",
        ),
        invert,
    ),
)
