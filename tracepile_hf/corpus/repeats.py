"""The second pass over all shards: which rows repeat others, and what is told of that.

Same: program and input are, whatever names, formatting and comments. Near: of given programs, one is a near copy of a
program with a lower number (quality/minhash.py), under other names or a little changed; all its rows go. The families
of this package are many cases of one program by design, and a test holds them apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from tracepile_hf.corpus.lots import Lot
from tracepile_hf.corpus.parquet import IndexEntry
from tracepile_hf.quality import minhash
from tracepile_hf.quality.dedup import duplicates
from tracepile_hf.quality.identity import plain

FILE: Final = "duplicates.json"  # beside the rows
_TOLD: Final = 1000  # clusters that the report lists, the largest first
NOT_LOOKED_FOR: Final = "not looked for: rensa is not installed"


def same(index: Iterable[IndexEntry]) -> dict[int, int]:
    """Number of a row -> the lowest number with the same program and input, for those that are not the lowest."""
    return duplicates((entry.asked.number, entry.key) for entry in index)


def near(lots: Sequence[Lot], numbers: Iterable[int]) -> list[minhash.Cluster]:
    """The near copies among given programs of which a row is left, by place in `lots`, which are in order.

    A program that is given again as it is, with other inputs, is more cases of it and no copy.
    """
    left = set(numbers)
    places: dict[str, list[int]] = {}
    for place, lot in enumerate(lots):
        if not left.isdisjoint(range(lot.first, lot.first + lot.count)):
            places.setdefault(plain(lot.cases[0].program.code), []).append(place)
    alive = list(places.values())
    found = minhash.clusters(len(alive), lambda at: minhash.document(lots[alive[at][0]].cases))
    return [
        minhash.Cluster(
            alive[each.first][0],
            tuple(place for at in each.others for place in alive[at]),
            tuple(how for at, how in zip(each.others, each.likeness, strict=True) for _ in alive[at]),
        )
        for each in found
    ]


def looked_for() -> str:
    """How near copies are looked for here."""
    if not minhash.available():
        return NOT_LOOKED_FOR
    return f"MinHash of code (rensa {metadata.version('rensa')}), {minhash.LIKENESS:.0%} alike or more"


def write_report(
    path: Path,
    repeated: Mapping[int, int],
    ids: Mapping[int, str],
    near_copies: Sequence[minhash.Cluster],
    lots: Sequence[Lot],
) -> None:
    """Leave the clusters beside the rows, the largest first; `ids`: of the rows that are named in `repeated`."""
    groups: dict[int, list[int]] = {}
    for number, first in sorted(repeated.items()):
        groups.setdefault(first, []).append(number)
    largest = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:_TOLD]
    exact: list[dict[str, Any]] = [
        {"kept": ids[first], "dropped": [ids[number] for number in others]} for first, others in largest
    ]
    copies = sorted(near_copies, key=lambda each: (-len(each.others), each.first))[:_TOLD]
    alike = [
        {
            "kept": lots[each.first].name,
            "dropped": {lots[place].name: round(how, 3) for place, how in zip(each.others, each.likeness, strict=True)},
        }
        for each in copies
    ]
    content = {
        "exact": {"clusters": len(groups), "rows": len(repeated), "largest": exact},
        "near": {
            "clusters": len(near_copies),
            "programs": sum(len(each.others) for each in near_copies),
            "largest": alike,
        },
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
