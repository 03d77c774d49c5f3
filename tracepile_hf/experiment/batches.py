"""Which rows each step takes: worked out before training from lengths alone, so that a run goes on where it was cut.

A batch holds rows of about the same length and about so many tokens. Rows come in an order drawn anew for each epoch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

_POOL: Final = 32  # batches among which rows are sorted by length


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows by step, and the tokens seen after each."""

    steps: tuple[tuple[int, ...], ...]
    tokens: tuple[int, ...]

    @property
    def examples(self) -> int:
        """How many rows are taken, repeats counted."""
        return sum(map(len, self.steps))


def plan(lengths: Sequence[int], batch: int, goal: int, seed: int) -> Plan:
    """Steps of about `batch` tokens until `goal` tokens are seen. `lengths`: tokens of each row."""
    steps: list[tuple[int, ...]] = []
    seen: list[int] = []
    total = 0
    for rows in _batches(lengths, batch, seed):
        total += sum(lengths[row] for row in rows)
        steps.append(rows)
        seen.append(total)
        if total >= goal:
            break
    return Plan(tuple(steps), tuple(seen))


def same_rows(of: Plan, lengths: Sequence[int]) -> Plan:
    """The steps of another arm's plan, with this arm's lengths: equal examples."""
    seen, total = [], 0
    for rows in of.steps:
        total += sum(lengths[row] for row in rows)
        seen.append(total)
    return Plan(of.steps, tuple(seen))


def _batches(lengths: Sequence[int], batch: int, seed: int) -> Iterator[tuple[int, ...]]:
    epoch = 0
    while True:
        random = Random(f"batches/{seed}/{epoch}")
        order = list(range(len(lengths)))
        random.shuffle(order)
        pool: list[int] = []
        held = 0
        for row in order:
            pool.append(row)
            held += lengths[row]
            if held >= _POOL * batch:
                yield from _cut(pool, lengths, batch, random)
                pool, held = [], 0
        if pool:
            yield from _cut(pool, lengths, batch, random)
        epoch += 1


def _cut(pool: list[int], lengths: Sequence[int], batch: int, random: Random) -> list[tuple[int, ...]]:
    """A pool's rows, shortest first, in batches; the batches in a drawn order."""
    batches: list[tuple[int, ...]] = []
    few: list[int] = []
    held = 0
    for row in sorted(pool, key=lengths.__getitem__):
        few.append(row)
        held += lengths[row]
        if held >= batch:
            batches.append(tuple(few))
            few, held = [], 0
    if few:
        batches.append(tuple(few))
    random.shuffle(batches)
    return batches
