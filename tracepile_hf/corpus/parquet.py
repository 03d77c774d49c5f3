"""Rows on disk: the shards that workers leave, and the Parquet files of a finished config.

Bytes depend on the rows and the pyarrow version only.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from tracepile_hf.corpus.configs import CONFIGS
from tracepile_hf.corpus.making import Dropped, Kept
from tracepile_hf.corpus.rows import Row, case_of, schema
from tracepile_hf.engine.shards import is_whole, whole, write_manifest
from tracepile_hf.errors import CorpusError
from tracepile_hf.quality.balance import AskedRow
from tracepile_hf.quality.identity import run_key
from tracepile_hf.questions.visible import rules_that_copy

ROWS_PER_FILE: Final = 50_000
_ROWS_PER_GROUP: Final = 1000
# Bytes of messages: an Arrow array of text holds 2 GiB at most, and readers take a row group, or a file, at once.
BYTES_PER_GROUP: Final = 2**28
BYTES_PER_FILE: Final = 2**30
_EXTRA: Final = [
    ("_number", pa.int64()),
    ("_split", pa.string()),
    ("_key", pa.string()),
    ("_copied", pa.list_(pa.string())),
]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One row of a shard, as choosing sees it: its split, what makes it a duplicate, and what its balance hangs on."""

    split: str
    key: str
    asked: AskedRow
    tokens: int = 0


def _wide() -> pa.Schema:
    """The schema with messages of any size: a lot, all cases of a program, is one row group."""
    message = pa.struct([("role", pa.string()), ("content", pa.large_string())])
    place = schema().get_field_index("messages")
    return schema().set(place, pa.field("messages", pa.list_(message)))


class Shard:
    """What one lot left on disk: its kept rows with number, split and key, its rejects, and a manifest of both."""

    def __init__(self, folder: Path, lot: int) -> None:
        self.rows = folder / f"lot-{lot:06d}.parquet"
        self.rejects = folder / f"lot-{lot:06d}.jsonl"
        self.manifest = folder / f"lot-{lot:06d}.json"

    def is_done(self, made_from: str) -> bool:
        """Whether all of it is there, as it was written, and made from this."""
        return is_whole(self.manifest, (self.rows, self.rejects), made_from)

    def write(self, kept: list[Kept], dropped: list[Dropped], made_from: str) -> None:
        """Store a lot's outcome; the manifest comes last, so that its presence means that the lot is done.

        `made_from`: a digest of everything the lot hangs on.
        """
        with whole(self.rejects) as draft:
            draft.write_text("".join(map(_reject_line, dropped)), encoding="utf-8")
        rows = [
            {
                **each.row,
                "_number": each.number,
                "_split": each.split,
                "_key": run_key(case_of(each.row)),
                "_copied": rules_that_copy(_prompt_of(each.row), each.row["answer"]),
            }
            for each in kept
        ]
        full = pa.schema([*_wide(), *map(pa.field, *zip(*_EXTRA, strict=True))])
        with whole(self.rows) as draft:
            pq.write_table(pa.Table.from_pylist(rows, schema=full), draft, compression="zstd")
        facts = {"rows": len(kept), "rejects": len(dropped)}
        write_manifest(self.manifest, (self.rows, self.rejects), made_from, facts)

    def index(self) -> list[IndexEntry]:
        """What choosing among rows hangs on, for every row."""
        columns = ["_number", "_split", "_key", "_copied", "family", "question_kind", "answer", "tokens"]
        return [
            IndexEntry(
                row["_split"],
                row["_key"],
                AskedRow(
                    row["_number"], row["family"], row["question_kind"], row["answer"].strip(), tuple(row["_copied"])
                ),
                row["tokens"],
            )
            for row in pq.read_table(self.rows, columns=columns).to_pylist()
        ]

    def read(self) -> Iterator[tuple[int, Row]]:
        """The rows with their numbers, in order."""
        for row in pq.read_table(self.rows).to_pylist():
            number = row.pop("_number")
            del row["_split"], row["_key"], row["_copied"]
            yield number, row


def in_order(shards: Iterable[tuple[int, Shard]]) -> Iterator[tuple[int, Row]]:
    """Rows of all shards by number; `shards` are (number of the shard's first row, shard). Opens each when needed."""
    waiting = sorted(shards, key=lambda pair: pair[0], reverse=True)
    heap: list[tuple[int, int, Row, Iterator[tuple[int, Row]]]] = []
    while waiting or heap:
        while waiting and (not heap or waiting[-1][0] <= heap[0][0]):
            rows = waiting.pop()[1].read()
            for number, row in rows:
                heapq.heappush(heap, (number, len(waiting), row, rows))
                break
        if not heap:
            continue
        number, tie, row, rows = heap[0]
        yield number, row
        following = next(rows, None)
        if following is None:
            heapq.heappop(heap)
        else:
            heapq.heapreplace(heap, (following[0], tie, following[1], rows))


def write_config(folder: Path, rows: Iterable[tuple[str, Row]], totals: dict[str, int]) -> None:
    """Write (split, row) pairs as `<split>-00000-of-00001.parquet` files; `totals` are the rows of each split."""
    with ExitStack() as stack:
        writers = {split: stack.enter_context(_SplitWriter(folder, split)) for split in totals}
        for split, row in rows:
            writers[split].add(row)


class _SplitWriter:
    """The files of one split, `ROWS_PER_FILE` rows or `BYTES_PER_FILE` of messages each; named once all are there."""

    def __init__(self, folder: Path, split: str) -> None:
        self.folder, self.split = folder, split
        self.parts: list[Path] = []
        self.rows_in_file = self.bytes_in_file = self.bytes_in_group = 0
        self.rows: list[Row] = []
        self.writer: pq.ParquetWriter | None = None

    def __enter__(self) -> _SplitWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        for number, part in enumerate(self.parts):
            part.rename(self.folder / f"{self.split}-{number:05d}-of-{len(self.parts):05d}.parquet")

    def add(self, row: Row) -> None:
        """Write one row, in batches."""
        size = _size_of(row)
        if self.writer is None or self.rows_in_file == ROWS_PER_FILE or self.bytes_in_file + size > BYTES_PER_FILE:
            self._close()
            self.parts.append(self.folder / f"{self.split}-{len(self.parts):05d}.parquet")
            self.writer = pq.ParquetWriter(self.parts[-1], schema(), compression="zstd", write_page_index=True)
        elif len(self.rows) == _ROWS_PER_GROUP or self.bytes_in_group + size > BYTES_PER_GROUP:
            self._flush()
        self.rows.append(row)
        self.rows_in_file += 1
        self.bytes_in_file += size
        self.bytes_in_group += size

    def _flush(self) -> None:
        if self.rows and self.writer is not None:
            self.writer.write_table(pa.Table.from_pylist(self.rows, schema=schema()))
            self.rows, self.bytes_in_group = [], 0

    def _close(self) -> None:
        self._flush()
        if self.writer is not None:
            self.writer.close()
            self.writer, self.rows_in_file, self.bytes_in_file = None, 0, 0


def _size_of(row: Row) -> int:
    return sum(len(message["content"].encode()) for message in row["messages"])


def split_files(folder: Path) -> dict[str, list[Path]]:
    """The Parquet files of a config folder by split, in order."""
    found: dict[str, list[Path]] = {}
    for split in ("train", "validation", "test"):
        files = sorted(folder.glob(f"{split}-*-of-*.parquet"))
        if files:
            found[split] = files
    return found


def built_configs(folder: Path) -> list[str]:
    """The configs that stand in a folder, in the order of the design: those with a ledger or with rows."""
    return [name for name in CONFIGS if (folder / name / "ledger.json").is_file() or split_files(folder / name)]


def row_groups(path: Path) -> int:
    """How many row groups a Parquet file has; CorpusError if it cannot be read."""
    try:
        return int(pq.read_metadata(path).num_row_groups)
    except (OSError, pa.ArrowInvalid) as error:
        raise CorpusError(f"expected a Parquet file, got {error} ({path})") from error


def rows_in(path: Path) -> int:
    """How many rows a Parquet file has; CorpusError if it cannot be read."""
    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowInvalid) as error:
        raise CorpusError(f"expected a Parquet file, got {error} ({path})") from error


def read_rows(path: Path, group: int | None = None) -> Iterator[Row]:
    """The rows of one Parquet file, or of one of its groups; CorpusError if it cannot be read or has other columns."""
    try:
        with pq.ParquetFile(path) as file:
            if file.schema_arrow.names != schema().names:
                raise CorpusError(f"expected the columns {schema().names}, got {file.schema_arrow.names} ({path})")
            for found, wanted in zip(file.schema_arrow, schema(), strict=True):
                if _kind_of(found.type) != _kind_of(wanted.type):
                    raise CorpusError(f"expected {wanted.name} as {wanted.type}, got {found.type} ({path})")
            for batch in file.iter_batches(_ROWS_PER_GROUP, row_groups=None if group is None else [group]):
                for name, column in zip(batch.schema.names, batch.columns, strict=True):
                    if column.null_count:
                        raise CorpusError(f"expected a value in every row of {name}, got null ({path})")
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise CorpusError(f"expected a Parquet file, got {error} ({path})") from error


def _kind_of(type: pa.DataType) -> str:
    """A column's type as text, whatever the size of its texts, which earlier versions had otherwise."""
    return str(type).replace("large_", "").replace("<item:", "<element:")


def _prompt_of(row: Row) -> str:
    return str(row["messages"][0]["content"])


def _reject_line(dropped: Dropped) -> str:
    record: dict[str, Any] = {
        "number": dropped.number,
        "id": dropped.id,
        "reason": dropped.reason,
        "detail": dropped.detail,
        "message": dropped.message,
        "program": dropped.case.program.id,
        "entry_point": dropped.case.program.entry_point,
        "arguments": dropped.case.arguments,
        "keyword_arguments": dict(dropped.case.keyword_arguments),
        "stdin": dropped.case.stdin,
        "code": dropped.case.program.code,
    }
    return json.dumps(record, ensure_ascii=True) + "\n"
