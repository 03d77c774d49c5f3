"""A hash table with linear probing."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Keys (positive whole numbers, none twice) are put one after the other into a table of the given size at the place key
mod size, or, if that is taken, the next free place, going round at the end. Return the table (None for free places)
and for every key the number of places looked at, in a dictionary in the order of insertion.
"""

CODE = """
class HashTable:
    def __init__(self, size):
        self.slots = [None] * size

    def insert(self, key):
        place = key % len(self.slots)
        looked_at = 1
        while self.slots[place] is not None:
            place = (place + 1) % len(self.slots)
            looked_at += 1
        self.slots[place] = key
        return looked_at


def fill_table(size, keys):
    table = HashTable(size)
    probes = {}
    for key in keys:
        probes[key] = table.insert(key)
    return table.slots, probes
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return size + random.randint(1, 3), random.sample(range(10, 20 + 10 * size), size)


def oracle(size: int, keys: list[int]) -> tuple[list[int | None], dict[int, int]]:
    place: dict[int, int] = {}
    probes = {}
    for key in keys:
        probes[key] = next(d for d in range(size) if (key + d) % size not in place) + 1
        place[(key + probes[key] - 1) % size] = key
    return [place.get(i) for i in range(size)], probes


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield len(result[0]), list(result[1])


FAMILY = function_family(
    name="hash_table",
    title="Open addressing in a hash table",
    statement=STATEMENT,
    code=CODE,
    entry_point="fill_table",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
    invert=Inverse(
        "the keys were inserted in the order in which the dictionary lists them, into as many slots as there are",
        (
            "len(result[0])",
            "list(result[1])",
        ),
        invert,
    ),
)
