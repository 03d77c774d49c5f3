"""Selection sort with the list of exchanges."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Sort a list by exchanging, for each place from left to right, the element there with the smallest one from there on
(the first of equal ones). Return the list and the pairs of places exchanged; an element already in its place is not
exchanged.
"""

CODE = """
def selection_sort(values):
    exchanges = []
    for place in range(len(values) - 1):
        smallest = place
        for i in range(place + 1, len(values)):
            if values[i] < values[smallest]:
                smallest = i
        if smallest != place:
            values[place], values[smallest] = values[smallest], values[place]
            exchanges.append((place, smallest))
    return values, exchanges
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(1, 50) for _ in range(size)],)


def oracle(values: list[int]) -> tuple[list[int], list[tuple[int, int]]]:
    rest, exchanges = list(values), []
    for place in range(len(values) - 1):
        where = place + rest.index(min(rest))
        first = rest.pop(0)
        if where != place:
            rest[where - place - 1] = first
            exchanges.append((place, where))
    return sorted(values), exchanges


IDEA = (
    "The smallest of the rest is looked for and swapped to the front of the rest. What stands before is "
    "then in its final place."
)
INVARIANTS = (
    Invariant(
        "values[smallest] == min(values[place:i + 1])",
        "{values[smallest]} is the smallest from place {place} to {i}",
        line="smallest = i",
    ),
    Invariant(
        "values[:place + 1] == sorted(values)[:place + 1]",
        "the first {place + 1|# value} {place + 1|is/are} final: {values[:place + 1]|list}",
        line="exchanges.append((place, smallest))",
    ),
    Invariant(
        "result[0] == sorted(values)",
        "the {len(values)|# value} {len(values)|is/are} sorted",
        moment="result",
    ),
    Invariant(
        "sorted(values) == result[0]",
        "the values are {result[0]|list}, and taking back {len(result[1])|# exchange} gives their order",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    values, exchanges = result
    for place, smallest in reversed(exchanges):
        values[place], values[smallest] = values[smallest], values[place]
    yield (values,)


FAMILY = function_family(
    name="selection_sort",
    title="Selection sort",
    statement=STATEMENT,
    code=CODE,
    entry_point="selection_sort",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=100,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "an exchange made twice changes nothing, so we undo the exchanges on the sorted list, the last one first",
        (
            "result[0]",
            "result[1][::-1]",
        ),
        invert,
    ),
)
