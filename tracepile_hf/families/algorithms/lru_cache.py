"""LRU cache built on an ordered dictionary."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
A cache has room for a limited number of entries. A request is a pair ('put', key, value) or ('get', key). A get of a
key in the cache is a hit and makes the key the most recently used; a put does so too, and when there is no room the
least recently used key is dropped. Return the answers to the gets (None for a miss), the keys dropped, and the final
keys from the least to the most recently used.
"""

CODE = """
from collections import OrderedDict


class Cache:
    def __init__(self, room):
        self.room = room
        self.entries = OrderedDict()
        self.dropped = []

    def get(self, key):
        if key not in self.entries:
            return None
        self.entries.move_to_end(key)
        return self.entries[key]

    def put(self, key, value):
        if key in self.entries:
            self.entries.move_to_end(key)
        elif len(self.entries) == self.room:
            oldest, _ = self.entries.popitem(last=False)
            self.dropped.append(oldest)
        self.entries[key] = value


def replay(room, requests):
    cache = Cache(room)
    answers = []
    for request in requests:
        if request[0] == "get":
            answers.append(cache.get(request[1]))
        else:
            cache.put(request[1], request[2])
    return answers, cache.dropped, list(cache.entries)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    requests: list[tuple[object, ...]] = []
    for _ in range(size + 1):
        key = random.choice("abcde")
        requests.append(("get", key) if random.random() < 0.35 else ("put", key, random.randint(1, 9)))
    return random.randint(2, 3), requests


def oracle(room: int, requests: list[tuple[object, ...]]) -> tuple[list[object], list[object], list[object]]:
    entries: list[tuple[object, object]] = []  # (key, value), the least recently used first
    answers: list[object] = []
    dropped: list[object] = []
    for kind, key, *value in requests:
        known = [entry for entry in entries if entry[0] == key]
        if kind == "get":
            answers.append(known[0][1] if known else None)
            entries = [entry for entry in entries if entry[0] != key] + known
        else:
            entries = [entry for entry in entries if entry[0] != key] + [(key, value[0])]
            dropped += [entry[0] for entry in entries[:-room]]
            entries = entries[-room:]
    return answers, dropped, [key for key, _ in entries]


FAMILY = function_family(
    name="lru_cache",
    title="A cache that forgets the least recently used",
    statement=STATEMENT,
    code=CODE,
    entry_point="replay",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=120,
)
