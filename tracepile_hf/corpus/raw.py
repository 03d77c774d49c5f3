"""The raw runs of a config, a second config beside it (`build --with-traces`): a row a row, the recorded run as JSON.

The programs of the rows that stay are run once more, in order; a run is the same each time, and `tracepile verify`
makes it again and compares the text. Files stand beside those of the rows, with the same rows in each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from tracepile_hf.corpus.making import traces_of
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.corpus.rows import Row, case_of
from tracepile_hf.engine import Done, Engine, Piece, in_order
from tracepile_hf.errors import CorpusError
from tracepile_hf.records import Run, Trace

SUFFIX: Final = "-traces"  # of the config's name
PREFIX: Final = "traces-"  # of its files' names
SCHEMA: Final = pa.schema(
    [("id", pa.string()), ("outcome", pa.string()), ("steps", pa.int64()), ("trace", pa.large_string())]
)
_BATCH: Final = 32  # rows that a worker runs at once
_AHEAD: Final = 32  # batches that may be run beyond the oldest that is not
_GROUP_BYTES: Final = 2**26  # of a row group: one is what the viewer reads at once


def as_text(trace: Trace) -> str:
    """The record of a run (records.Trace) as JSON on one line, ASCII alone."""
    return json.dumps(asdict(trace), ensure_ascii=True, separators=(",", ":"))


def traced(run: Run, rows: Sequence[Row]) -> list[tuple[str, int, str]]:
    """Outcome, steps and text of each row's run."""
    return [(one.outcome, len(one.steps), as_text(one)) for one in traces_of([case_of(row) for row in rows], run)]


def trace_files(folder: Path) -> dict[str, list[Path]]:
    """The files of raw runs of a config folder by split, in order."""
    found = {split: sorted(folder.glob(f"{PREFIX}{split}-*-of-*.parquet")) for split in ("train", "validation", "test")}
    return {split: files for split, files in found.items() if files}


def write_traces(folder: Path, engine: Engine[Run]) -> str:
    """Write the raw runs of a config's rows beside them; the digest of all texts, for the ledger.

    Errors: CorpusError where a program cannot be run again.
    """
    digest = sha256()
    for paths in split_files(folder).values():
        for path in paths:
            with pq.ParquetWriter(
                folder / f"{PREFIX}{path.name}", SCHEMA, compression="zstd", write_page_index=True
            ) as out:
                group: list[dict[str, object]] = []
                held = 0
                for row, (outcome, steps, text) in _made(path, engine):
                    digest.update(text.encode("ascii"))
                    group.append({"id": row["id"], "outcome": outcome, "steps": steps, "trace": text})
                    held += len(text)
                    if held > _GROUP_BYTES:
                        out.write_table(pa.Table.from_pylist(group, schema=SCHEMA))
                        group, held = [], 0
                if group:
                    out.write_table(pa.Table.from_pylist(group, schema=SCHEMA))
    return digest.hexdigest()


def _made(path: Path, engine: Engine[Run]) -> Iterator[tuple[Row, tuple[str, int, str]]]:
    """The rows of a file with their runs, in order."""

    def pieces() -> Iterator[Piece[list[Row]]]:
        rows = read_rows(path)
        while batch := list(islice(rows, _BATCH)):
            yield Piece(f"{len(batch)} rows from {batch[0]['id']} on", batch)

    for result in in_order(engine.run(traced, pieces(), _AHEAD)):
        if not isinstance(result, Done):
            raise CorpusError(f"{result.piece.id} were not run again: {result}")
        yield from zip(result.piece.given, result.value, strict=True)


def faults(folder: Path, expected: str, engine: Engine[Run] | None) -> Iterator[tuple[str, str, str]]:
    """(split, row id, what is wrong) of the raw runs beside a config's rows; `expected`: the ledger's digest of them.

    `engine` runs every program again; without one only the digest and the ids are looked at.
    """
    digest = sha256()
    found = trace_files(folder)
    if bool(found) != bool(expected):
        yield (
            "",
            "",
            f"the ledger has {'a' if expected else 'no'} digest of raw runs, the folder {len(found)} splits of them",
        )
        return
    if not found:
        return
    for split, paths in split_files(folder).items():
        for path in paths:
            beside = folder / f"{PREFIX}{path.name}"
            made = _made(path, engine) if engine is not None else ((row, None) for row in read_rows(path))
            kept = _read(beside)
            for row, again in made:
                one = next(kept, None)
                if one is None or one[0] != row["id"]:
                    yield (
                        split,
                        row["id"],
                        f"expected its run in {beside.name}, got {'no more' if one is None else one[0]}",
                    )
                    return
                digest.update(one[1].encode())
                if again is not None and again[2] != one[1]:
                    yield split, row["id"], "the raw run is not the one that is recorded when it is run again"
            if next(kept, None) is not None:
                yield split, "", f"{beside.name} has more runs than there are rows"
    if digest.hexdigest() != expected:
        yield "", "", "the raw runs are not those that the ledger's digest was made of"


def _read(path: Path) -> Iterator[tuple[str, str]]:
    """Id and text of the runs in a file. CorpusError if it is not one of ours."""
    try:
        with pq.ParquetFile(path) as file:
            if file.schema_arrow.names != SCHEMA.names:
                raise CorpusError(f"expected the columns {SCHEMA.names}, got {file.schema_arrow.names} ({path})")
            for batch in file.iter_batches(64, columns=["id", "trace"], use_threads=False):
                for row in batch.to_pylist():
                    yield str(row["id"]), str(row["trace"])
    except (OSError, pa.ArrowException) as error:
        raise CorpusError(f"expected a Parquet file of raw runs, got {error} ({path})") from error
