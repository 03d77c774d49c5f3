"""A Fenwick tree (binary indexed tree) for sums of days."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
A shop's takings are entered as events: ('sale', day, amount) adds an amount to a day from 1 to n, ('total', a, b)
asks for the sum of the days a to b. Return the answers to the 'total' events in order.
"""

CODE = """
class Fenwick:
    def __init__(self, n):
        self.n = n
        self.tree = [0] * (n + 1)

    def add(self, day, amount):
        while day <= self.n:
            self.tree[day] += amount
            day += day & -day

    def prefix(self, day):
        total = 0
        while day > 0:
            total += self.tree[day]
            day -= day & -day
        return total


def ledger_sums(n, events):
    takings = Fenwick(n)
    answers = []
    for kind, first, second in events:
        if kind == "sale":
            takings.add(first, second)
        else:
            answers.append(takings.prefix(second) - takings.prefix(first - 1))
    return answers
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size + 3
    events: list[tuple[str, int, int]] = []
    for _ in range(size):
        events.append(("sale", random.randint(1, n), random.randint(5, 60)))
        if random.random() < 0.4:
            a, b = sorted(random.choices(range(1, n + 1), k=2))
            events.append(("total", a, b))
    events.append(("total", random.randint(1, 2), n - random.randint(0, 1)))
    return n, events


def oracle(n: int, events: list[tuple[str, int, int]]) -> list[int]:
    return [
        sum(amount for what, day, amount in events[:i] if what == "sale" and a <= day <= b)
        for i, (kind, a, b) in enumerate(events)
        if kind == "total"
    ]


IDEA = (
    "Place d of the tree holds the takings of as many days up to d as the lowest one in d says. So a sum "
    "needs only one place for every one in the day's number."
)
INVARIANTS = (
    Invariant(
        "total >= self.tree[day]",
        "with the days that place {day} stands for, the sum is {total}",
        line="total += self.tree[day]",
    ),
)


FAMILY = function_family(
    name="fenwick_tree",
    title="Running totals with a Fenwick tree",
    statement=STATEMENT,
    code=CODE,
    entry_point="ledger_sums",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=80,
    idea=IDEA,
    invariants=INVARIANTS,
)
