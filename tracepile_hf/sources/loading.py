"""Rows of a set, from a file (JSONL or Parquet) or, streamed, from the Hub. One at a time, and closed when done.

Both give an iterator inside a `with`: what it reads from is closed at the end of it, however few rows were taken. For a
stream that matters: pyarrow's reader threads, if they live on, end the interpreter with "terminate called without an
active exception" after all has gone well (arrow issue 45214).

Not covered: compressed files.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.sources.hub import HubSet
from tracepile_hf.sources.jsonl import object_of
from tracepile_hf.sources.rows import Row

SUFFIXES: Final = (".jsonl", ".json", ".parquet")  # of the files that are read where a folder is named
_PARQUET: Final = b"PAR1"  # what such a file begins with
_ANSWER: Final = 20.0  # seconds that the Hub may take to say whether it has a set
# Seconds in which pyarrow's threads, which nothing can ask whether they are done, get the interpreter for what they
# were reading ahead: one that still waits for it when it ends aborts the process.
_BREATH: Final = 0.3
_BATCH: Final = 64  # rows of a Parquet file in memory at a time: one may be megabytes


@contextmanager
def rows_of_file(path: Path) -> Iterator[Iterator[Row]]:
    """The rows of a JSONL or Parquet file, or of all those in a folder, in order of their names.

    Errors: InputError for a file that cannot be read, at once; for a bad line of it, when that is reached.
    """
    kinds = [(file, _is_parquet(file)) for file in _files(path)]
    with closing(_rows_of(kinds)) as rows:
        yield rows


@contextmanager
def rows_of_hub(one: HubSet, split: str) -> Iterator[Iterator[Row]]:
    """The rows of a split, streamed. Errors: InputError when the Hub cannot be reached or does not have it."""
    rows = _guarded(_streamed(one, split), one.path)
    try:
        yield rows
    finally:
        rows.close()
        del rows
        gc.collect()  # what is left of the stream goes now, while pyarrow is there
        time.sleep(_BREATH)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
    if not found:
        raise InputError(f"files that end in {', '.join(SUFFIXES)}", "none", str(path))
    return found


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(len(_PARQUET))
    except OSError as error:
        raise InputError("a readable file of rows", error.strerror or str(error), str(path)) from error
    if not start:
        raise InputError("a file of rows", "an empty file", str(path))
    return start == _PARQUET


def _rows_of(kinds: list[tuple[Path, bool]]) -> Generator[Row, None, None]:
    for path, is_parquet in kinds:
        yield from _parquet_rows(path) if is_parquet else _json_rows(path)


def _json_rows(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield object_of(line, f"{path}, line {number}")


def _parquet_rows(path: Path) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_BATCH, use_threads=False):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise InputError("a Parquet file", _first_line(error), str(path)) from error


def _streamed(one: HubSet, split: str) -> Iterator[Row]:
    from datasets import load_dataset
    from huggingface_hub import HfApi

    place = one.path
    if not Path(place).is_dir():  # as it is for load_dataset, a folder is a set, too
        HfApi().dataset_info(place, timeout=_ANSWER)  # fails at once; load_dataset tries for half a minute
        place = f"hf://datasets/{place}"
    if one.files:
        builder, _, pattern = one.files.partition(":")
        files = {split: f"{place}/{pattern.format(split=split)}"}
        stream = load_dataset(builder, data_files=files, split=split, streaming=True)
    else:
        stream = load_dataset(one.path, one.config or None, split=split, streaming=True)
    rows = iter(stream)
    del stream
    yield from rows


def _guarded(rows: Iterator[Row], name: str) -> Generator[Row, None, None]:
    """The same rows; whatever fails on the way to them is said in one line."""
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except Exception as error:  # the boundary to somebody else's service: what fails there is said
            what = f"the rows of {name} from the Hub, or --rows with a file of them"
            raise InputError(what, f"{type(error).__name__}: {_first_line(error)}", name) from error
        yield row


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
