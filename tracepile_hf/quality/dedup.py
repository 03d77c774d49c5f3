"""Which items are the same sample: of those with one key the lowest item stays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def key_of(prompt: str) -> str:
    """What makes two samples the same: what is asked, white space apart. Equal code, input and question give it."""
    return hashlib.sha256(" ".join(prompt.split()).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def duplicates(keys: Iterable[tuple[int, str]]) -> set[int]:
    """The items, of (item, key) in any order, that repeat a lower item."""
    lowest: dict[str, int] = {}
    repeated: set[int] = set()
    for item, key in keys:
        first = lowest.get(key)
        if first is None:
            lowest[key] = item
        elif item < first:
            repeated.add(first)
            lowest[key] = item
        else:
            repeated.add(item)
    return repeated
