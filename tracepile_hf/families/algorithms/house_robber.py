"""Dynamic programming: the best choice without neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Houses in a row will give the listed donations, but nobody may call at two neighbouring houses. Return the greatest
possible total and the numbers (from 0) of the houses called at, in ascending order; when calling at a house gains
nothing over skipping it, it is skipped.
"""

CODE = """
def choose_houses(donations):
    skip, skipped = 0, []
    take, taken = 0, []
    for house, donation in enumerate(donations):
        if take > skip:
            best, chosen = take, taken
        else:
            best, chosen = skip, skipped
        take, taken = skip + donation, skipped + [house]
        skip, skipped = best, chosen
    return (take, taken) if take > skip else (skip, skipped)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(1, 30) for _ in range(size)],)


def oracle(donations: list[int]) -> tuple[int, list[int]]:
    n = len(donations)
    choices = (
        list(c) for k in range(n + 1) for c in combinations(range(n), k) if all(b - a > 1 for a, b in pairwise(c))
    )
    # Of equal totals the choice whose last difference is a skipped house.
    best = min(choices, key=lambda c: (-sum(donations[i] for i in c), [i in c for i in reversed(range(n))]))
    return sum(donations[i] for i in best), best


IDEA = (
    "At each house there are two best plans: one that takes it and one that does not. Taking it is "
    "allowed only after the best plan that left out the house before."
)
INVARIANTS = (
    Invariant(
        "skip == sum([donations[one] for one in skipped]) and house not in skipped",
        "without house {house} the best is {skip}",
        line="skip, skipped = best, chosen",
    ),
    Invariant(
        "take == sum([donations[one] for one in taken]) and all(b - a > 1 for a, b in zip(taken, taken[1:]))",
        (
            "with house {house} it is {[donations[one] for one in taken]|sum}, and no two of the houses {taken} "
            "are neighbours"
        ),
        line="take, taken = skip + donation, skipped + [house]",
    ),
    Invariant(
        "sum([donations[house] for house in result[1]]) == result[0]",
        "the houses {result[1]} give {result[0]} together",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    total, chosen = result
    if chosen:
        donations = [0] * (chosen[-1] + 1)
        for house in chosen:
            donations[house] = 1
        donations[chosen[0]] = total - len(chosen) + 1
        yield (donations,)


FAMILY = function_family(
    name="house_robber",
    title="No two neighbours",
    statement=STATEMENT,
    code=CODE,
    entry_point="choose_houses",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=16,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "only the chosen houses need to give anything: 1 each, and the first of them the rest of the "
        "total, with no house behind the last one",
        (
            "result[0] - len(result[1]) + 1",
            "result[1]",
        ),
        invert,
    ),
)
