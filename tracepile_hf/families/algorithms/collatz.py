"""Collatz: numbers of steps to 1, remembered from one start to the next."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Halve a number if it is even, otherwise multiply it by three and add one, until 1 is reached. For each of the given
start values find the number of steps, stopping as soon as a number is met whose number of steps is known from an
earlier start value. Return the dictionary of steps and the largest number seen.
"""

CODE = """
def collatz(starts):
    known = {1: 0}
    largest = 1
    for start in starts:
        n = start
        steps = 0
        while n not in known:
            largest = max(largest, n)
            if n % 2 == 0:
                n //= 2
            else:
                n = 3 * n + 1
            steps += 1
        known[start] = steps + known[n]
    return {start: known[start] for start in starts}, largest
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return (random.sample([n for n in range(2, size + 16) if n != 27], 3),)


def oracle(starts: list[int]) -> tuple[dict[int, int], int]:
    def path(n: int) -> list[int]:
        return [1] if n == 1 else [n, *path([n // 2, 3 * n + 1][n % 2])]

    seen: set[int] = set()
    for i, start in enumerate(starts):
        whole = path(start)
        cut = min(whole.index(n) for n in whole if n == 1 or n in starts[:i])
        seen |= set(whole[:cut])
    return {start: len(path(start)) - 1 for start in starts}, max(seen, default=1)


IDEA = (
    "All numbers on the way are looked up first: as soon as one is known, the rest of its way is known "
    "too and need not be gone again."
)
INVARIANTS = (
    Invariant(
        "known[start] == steps + known[n] and n in known",
        "{start} takes {steps|# step} to the known {n}, and {steps + known[n]|calc} to 1",
        line="known[start] = steps + known[n]",
    ),
    Invariant(
        "n >= 1 and steps >= 1",
        "after {steps|# step} from {start} we are at {n}",
        line="steps += 1",
    ),
    Invariant(
        "set(starts) == set(result[0].keys())",
        "the numbers are the keys of the dict: {[key for key in result[0]]|list}",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield (list(result[0]),)


FAMILY = function_family(
    name="collatz",
    title="Collatz sequences with a memory",
    statement=STATEMENT,
    code=CODE,
    entry_point="collatz",
    generate=generate,
    oracle=oracle,
    default_size=14,
    max_size=300,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the starts are the keys of the dictionary, in the order in which they were given",
        (
            "list(result[0])",
            "result[1]",
        ),
        invert,
    ),
)
