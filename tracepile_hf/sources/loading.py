"""Rows of a set, from a file (JSONL or Parquet) or, streamed, from the Hub. One at a time, and closed when done.

Both give an iterator inside a `with`: what it reads from is closed at the end of it, however few rows were taken. Files
are read by the thread that asks, those on the Hub too: `datasets` streams them through threads of Arrow's, and one that
still holds a file of Python's when the interpreter ends aborts it after all has gone well (arrow issue 45214).

Not covered: compressed files on this disk.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from tracepile_hf.errors import InputError
from tracepile_hf.sources.hub import HubSet
from tracepile_hf.sources.jsonl import object_of
from tracepile_hf.sources.rows import Row

SUFFIXES: Final = (".jsonl", ".json", ".parquet")  # of the files that are read where a folder is named
_PARQUET: Final = b"PAR1"  # what such a file begins with
_ANSWER: Final = 20.0  # seconds that the Hub may take to say whether it has a set
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
    with closing(_streamed(one, split)) as streamed, closing(_guarded(streamed, one.path)) as rows:
        yield rows


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
        with path.open("rb") as file:
            yield from (_parquet_rows if is_parquet else _json_rows)(file, str(path))


def _json_rows(file: IO[bytes], name: str) -> Iterator[Row]:
    for number, line in enumerate(file, start=1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield object_of(line, f"{name}, line {number}")


def _parquet_rows(file: IO[bytes], name: str) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file) as parquet:
            for batch in parquet.iter_batches(_BATCH, use_threads=False):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise InputError("a Parquet file", _first_line(error), name) from error


def _arrow_rows(file: IO[bytes], name: str) -> Iterator[Row]:
    """Of a file as `save_to_disk` writes it: a stream of batches."""
    import pyarrow as pa

    try:
        with pa.ipc.open_stream(file, options=pa.ipc.IpcReadOptions(use_threads=False)) as batches:
            for batch in batches:
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise InputError("a file of Arrow's batches", _first_line(error), name) from error


# By the name under which `datasets` knows a format.
_READERS: Final[Mapping[str, Callable[[IO[bytes], str], Iterator[Row]]]] = MappingProxyType(
    {"parquet": _parquet_rows, "json": _json_rows, "arrow": _arrow_rows}
)


def _streamed(one: HubSet, split: str) -> Generator[Row, None, None]:
    import fsspec

    format, files = _files_of_hub(one, split)
    if format not in _READERS:
        raise InputError(f"files of a format from {', '.join(_READERS)}", repr(format), one.path)
    for name in files:
        with fsspec.open(name, "rb", compression="infer") as file:
            yield from _READERS[format](file, name)


def _files_of_hub(one: HubSet, split: str) -> tuple[str, Iterable[str]]:
    """The format of a split's files and their addresses, as `datasets` finds them."""
    from datasets import load_dataset_builder
    from huggingface_hub import HfApi

    place = one.path
    if not Path(place).is_dir():  # as it is for load_dataset, a folder is a set, too
        HfApi().dataset_info(place, timeout=_ANSWER)  # fails at once; datasets tries for half a minute
        place = f"hf://datasets/{place}"
    if one.files:
        format, _, pattern = one.files.partition(":")
        found = load_dataset_builder(format, data_files={split: f"{place}/{pattern.format(split=split)}"})
    else:
        found = load_dataset_builder(one.path, one.config or None)
    splits = found.config.data_files or {}
    if split not in splits:
        raise InputError(f"a split from {', '.join(map(str, splits)) or 'none'}", repr(split), one.path)
    return str(found.name), splits[split]


def _guarded(rows: Iterator[Row], name: str) -> Generator[Row, None, None]:
    """The same rows; whatever fails on the way to them is said in one line."""
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except InputError:  # of one file, said already
            raise
        except Exception as error:  # the boundary to somebody else's service: what fails there is said
            what = f"the rows of {name} from the Hub, or --rows with a file of them"
            raise InputError(what, f"{type(error).__name__}: {_first_line(error)}", name) from error
        yield row


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
