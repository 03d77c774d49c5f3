"""Common neighbours: the pair of strangers who share the most friends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import Any

from tracepile_hf.families.algorithms._graphs import adjacency, some_edges
from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
friends maps each person to the list of their friends; friendship is mutual. Of all pairs who are not friends yet,
find the one with the most friends in common (the first such pair in the order of the dictionary). Return the pair as
a tuple and the sorted list of their common friends, or None if everybody knows everybody.
"""

CODE = """
def suggest_friends(friends):
    best_pair = None
    best_shared = []
    people = list(friends)
    for i, first in enumerate(people):
        for second in people[i + 1:]:
            if second in friends[first]:
                continue
            shared = [person for person in friends[first] if person in friends[second]]
            if best_pair is None or len(shared) > len(best_shared):
                best_pair = first, second
                best_shared = shared
    if best_pair is None:
        return None
    return best_pair, sorted(best_shared)
"""


NAMES = [
    "Ana",
    "Bo",
    "Cem",
    "Dia",
    "Eli",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "Joy",
    "Kai",
    "Lea",
    "Max",
    "Nia",
    "Oto",
    "Pia",
    "Rui",
]


def generate(random: Random, size: int) -> tuple[object, ...]:
    people = random.sample(NAMES, size + 1)
    lists = adjacency(size + 1, some_edges(random, size + 1, size + 2))
    return ({name: [people[other] for other in lists[i]] for i, name in enumerate(people)},)


def oracle(friends: dict[str, list[str]]) -> tuple[tuple[str, str], list[str]] | None:
    strangers = [pair for pair in combinations(friends, 2) if pair[1] not in friends[pair[0]]]
    if not strangers:
        return None
    pair = max(strangers, key=lambda two: len(set(friends[two[0]]) & set(friends[two[1]])))
    return pair, sorted(set(friends[pair[0]]) & set(friends[pair[1]]))


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    if output:
        (one, other), shared = output
        friends = {one: list(shared), other: list(shared)}
        yield (friends | {person: [one, other] for person in shared},)
    else:
        yield ({"Ada": []},)


IDEA = (
    "Two people who do not know each other are a good suggestion if they have many friends in common. All "
    "pairs are compared, and the best so far is kept."
)
INVARIANTS = (
    Invariant(
        "len(best_shared) == len(shared) and second not in friends[first]",
        "{first} and {second} share {len(shared)|# friend}, more than any pair before",
        line="best_shared = shared",
    ),
)


FAMILY = function_family(
    name="common_neighbours",
    title="Common friends",
    statement=STATEMENT,
    code=CODE,
    entry_point="suggest_friends",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=16,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
