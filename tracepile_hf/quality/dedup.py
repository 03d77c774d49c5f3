"""Which items are the same: of those with one key (identity.run_key, or a prompt) the lowest item stays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def key_of(prompt: str) -> str:
    """What makes two samples the same: what is asked, white space apart. Equal code, input and question give it."""
    return hashlib.sha256(" ".join(prompt.split()).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def duplicates(keys: Iterable[tuple[int, str]]) -> dict[int, int]:
    """The items, of (item, key) in any order, that repeat a lower item, and the lowest that each repeats."""
    lowest: dict[str, int] = {}
    repeated: dict[int, str] = {}
    for item, key in keys:
        first = lowest.setdefault(key, item)
        if item < first:
            repeated[first] = key
            lowest[key] = item
        elif item > first:
            repeated[item] = key
    return {item: lowest[key] for item, key in repeated.items()}
