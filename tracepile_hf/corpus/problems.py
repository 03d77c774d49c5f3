"""What a row says of how its program's runs are told: the column `told`, and the glossary back from it.

A bundled family's problem is told by the size that it was drawn with: it is drawn once more from the build's seed and
the row's id, and its program, input and statement must be the row's. One's own program has its glossary in the row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from tracepile_hf.corpus.streams import stream
from tracepile_hf.errors import CorpusError, InputError
from tracepile_hf.families.registry import families
from tracepile_hf.glossaries import demand_glossary
from tracepile_hf.records import TOLD_DOMAINS, Case, Glossary, Saying


def told_by(glossary: Glossary | None) -> str:
    """The column's text; empty for a program that is shown."""
    if glossary is None:
        return ""
    return json.dumps({"size": glossary.size} if glossary.size else asdict(glossary), ensure_ascii=False)


def drawn(domain: str, family: str, seed: int, item: str, size: int) -> Case:
    """The case of a bundled family that an item is, in the size that it has."""
    return families(domain)[family].make(stream(seed, "problem", item), size)


def glossary_of(row: Mapping[str, Any]) -> Glossary | None:
    """The glossary of a row's program; None for one that is shown. Errors: CorpusError for what is not as written."""
    text = row.get("told", "")
    if not text:
        return None
    try:
        given = json.loads(text)
        if row["domain"] not in TOLD_DOMAINS and not given.get("size"):
            return _own(given)
        size = int(given["size"])
        if row["domain"] not in TOLD_DOMAINS or row["family"] not in families(row["domain"]):
            raise CorpusError(f"row {row['id']}: expected a family of problems in words, got {row['family']!r}")
        case = _again(row["domain"], row["family"], row["seed"], row["id"], size)
    except (ValueError, TypeError, KeyError, AttributeError, InputError) as error:
        raise CorpusError(f"row {row['id']}: `told` is not the JSON of a glossary ({error})") from error
    own = case.program
    for column, value in (("code", own.code), ("statement", own.statement), ("entry_point", own.entry_point or "")):
        if row[column] != value:
            raise CorpusError(f"row {row['id']}: expected the {column} that its family draws, got another")
    return own.glossary


@lru_cache(maxsize=256)
def _again(domain: str, family: str, seed: int, item: str, size: int) -> Case:
    return drawn(domain, family, seed, item, size)


def _own(given: Mapping[str, Any]) -> Glossary:
    sayings = tuple(
        Saying(int(one["line"]), tuple(map(str, one["wordings"])), str(one["when"])) for one in given["sayings"]
    )
    units = tuple((str(name), str(unit)) for name, unit in given["units"])
    glossary = Glossary(
        sayings,
        units,
        tuple(map(str, given["opening"])),
        str(given["answer"]),
        str(given["register"]),
        str(given["kind"]),
    )
    demand_glossary(glossary, "told")
    return glossary
