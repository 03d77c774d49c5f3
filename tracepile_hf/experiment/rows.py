"""A row and a question: a run with its prompt, its rationale line by line, and its answer; how they lie on disk."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError, usable

ANSWER: Final = "Answer: "


@dataclass(frozen=True, slots=True)
class Row:
    """One run. `lines`: the scratchpad, a line for each step that changed something; none where only the answer counts.

    `texts`: the same run as the narrator writes it, by register, where the design has such an arm.
    """

    id: str
    family: str
    stratum: int  # of the design's strata; beyond them: the longer runs
    changes: int
    code: str
    call: str
    prompt: str
    lines: tuple[str, ...]
    answer: str
    texts: dict[str, str] = field(default_factory=dict)


def write(path: Path, rows: Iterable[Row]) -> str:
    """Write rows as compressed JSON lines, the same bytes for the same rows; their fingerprint."""
    text = _text(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text, 6, mtime=0))
    return hashlib.sha256(text).hexdigest()


def fingerprint(rows: Iterable[Row]) -> str:
    """SHA-256 of rows as they are written."""
    return hashlib.sha256(_text(rows)).hexdigest()


def _text(rows: Iterable[Row]) -> bytes:
    return "".join(json.dumps(asdict(row), separators=(",", ":")) + "\n" for row in rows).encode()


def read(path: Path) -> list[Row]:
    """Rows as `write` left them. InputError for a file that is none of those."""
    with usable("rows that `run` has drawn", path):
        packed = path.read_bytes()
    try:
        found = [json.loads(line) for line in gzip.decompress(packed).decode().splitlines()]
        return [Row(**{**one, "lines": tuple(one["lines"])}) for one in found]
    except (OSError, EOFError, ValueError, TypeError, KeyError) as error:
        raise InputError("rows that `run` has drawn", str(error)[:80], str(path)) from None
