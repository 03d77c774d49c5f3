"""Near copies among programs, by MinHash over their code and inputs. Never over what is told of them.

Rationales are written from templates: hashing them makes near copies of thousands of different runs. Here a program is
the runs of five tokens of its code, whatever its names, formatting and comments (identity.shape); a short program says
too little by itself, and what it is given is added.

The hashes are rensa's. Which programs may be alike is found band by band, with 8 bytes a program in each of 16 bands:
128 bytes a program are held, and 16 more while one band is sorted. What lies together in a band is compared by the
estimate of its likeness, the hashes made anew.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tracepile_hf.quality.identity import input_tokens, shape, shingles
from tracepile_hf.records import Case

LIKENESS: Final = 0.8  # of two programs (Jaccard, of their runs of tokens), from which on they are near copies
RUN: Final = 5  # tokens
SHORT: Final = 40  # tokens of code below which the inputs count too
_HASHES: Final = 128
_BANDS: Final = 16  # of 8 hashes: of two programs 0.8 alike 95 of 100 pairs share a band, 0.9 alike all but 1 of 10,000
_SEED: Final = 20251023
_COMPARED: Final = 64  # members of a band's bucket that each further one is compared with


@dataclass(frozen=True, slots=True)
class Cluster:
    """Near copies: the place of the program that stays, those of the others, and how alike each is to one before it."""

    first: int
    others: tuple[int, ...]
    likeness: tuple[float, ...]


def available() -> bool:
    """Whether the library that hashes is installed."""
    return importlib.util.find_spec("rensa") is not None


def document(cases: Sequence[Case]) -> set[str]:
    """What a program, given as its cases, is compared by."""
    tokens = shape(cases[0].program.code)
    found = shingles(tokens, RUN)
    if len(tokens) < SHORT:
        given = [shingles(input_tokens(case), RUN) for case in cases[:4]]
        found |= {f"given {run}" for each in given for run in each}
    return found


def clusters(count: int, text_of: Callable[[int], set[str]], likeness: float = LIKENESS) -> list[Cluster]:
    """The near copies among `count` programs, by place; the lowest of each cluster stays.

    `text_of` gives what a program is compared by, and is asked again for those that may be alike. Copies of copies are
    one cluster.
    """
    import numpy as np

    @lru_cache(maxsize=4096)
    def hashes(place: int) -> tuple[int, ...]:
        return _hashes(text_of(place))

    width = _HASHES // _BANDS
    bands = np.empty((_BANDS, count), dtype=np.uint64)
    for place in range(count):
        made = np.asarray(_hashes(text_of(place)), dtype="<u4").reshape(_BANDS, width)
        for band in range(_BANDS):
            digest = hashlib.blake2b(made[band].tobytes(), digest_size=8).digest()
            bands[band, place] = int.from_bytes(digest, "big")
    forest = _Forest()
    for band in range(_BANDS):
        order = np.argsort(bands[band], kind="stable")
        ends = np.flatnonzero(np.diff(bands[band][order])) + 1
        for bucket in np.split(order, ends):
            if len(bucket) > 1:
                _join(sorted(int(place) for place in bucket), hashes, likeness, forest)
    return forest.clusters()


def _join(bucket: list[int], hashes: Callable[[int], tuple[int, ...]], likeness: float, forest: _Forest) -> None:
    """Join what is alike; of many members each is compared with the first of them only, the others being like those."""
    heads: list[int] = []
    for place in bucket:
        for head in heads:
            if forest.root(head) == forest.root(place):
                break
            alike = sum(a == b for a, b in zip(hashes(head), hashes(place), strict=True)) / _HASHES
            if alike >= likeness:
                forest.join(head, place, alike)
                break
        else:
            if len(heads) < _COMPARED:
                heads.append(place)


class _Forest:
    """Who belongs together: of two that are joined the lower root stays root."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}
        self._alike: dict[int, float] = {}

    def root(self, place: int) -> int:
        while (above := self._above.get(place, place)) != place:
            place = above
        return place

    def join(self, one: int, other: int, alike: float) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        if low != high:
            self._above[high] = low
            self._alike[high] = alike

    def clusters(self) -> list[Cluster]:
        found: dict[int, list[int]] = {}
        for place in sorted(self._above):
            found.setdefault(self.root(place), []).append(place)
        return [
            Cluster(first, tuple(others), tuple(self._alike.get(each, 1.0) for each in others))
            for first, others in sorted(found.items())
        ]


def _hashes(runs: set[str]) -> tuple[int, ...]:
    import rensa

    made = rensa.RMinHash(num_perm=_HASHES, seed=_SEED)
    made.update(sorted(runs))
    return tuple(made.digest())
