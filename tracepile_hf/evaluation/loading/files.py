"""Rows of JSON, JSONL and CSV files in a folder, and of data sets on the Hub."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.benchmarks import Benchmark, HubSource


def files_of(benchmark: Benchmark, folder: Path) -> list[Path]:
    """The benchmark's files in a folder, sorted. InputError if there are none."""
    if not folder.is_dir():
        raise InputError("a folder of benchmark files", "none", str(folder))
    for pattern in benchmark.files:
        found = sorted(folder.glob(pattern))
        if not found and pattern.startswith("../") and (folder / pattern).is_file():
            found = [folder / pattern]
        if found:
            return found
    raise InputError(f"{' or '.join(benchmark.files)} for {benchmark.name}", "no such file", str(folder))


def rows_of(path: Path) -> Iterator[Mapping[str, Any]]:
    """Rows of one file, each with `_file`, the file's stem. InputError with file and line for what does not parse."""
    try:
        data = path.read_bytes()
        text = _decoded(data, path)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("a readable UTF-8 file", str(error), str(path)) from None
    if path.suffix == ".csv":
        rows: Iterator[Mapping[str, Any]] = _csv(text)
    elif path.suffix == ".json":
        rows = _json(text, path)
    else:
        rows = _lines(text, path)
    for row in rows:
        yield {**row, "_file": path.stem}


def _decoded(data: bytes, path: Path) -> str:
    """UTF-8; some of MMLU-Redux's tables were saved by a spreadsheet in Mac OS Roman, where 0xD5 is an apostrophe."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if path.suffix != ".csv":
            raise
        return data.decode("mac_roman")


def _csv(text: str) -> Iterator[Mapping[str, Any]]:
    head = text.splitlines()[0] if text else ""
    yield from csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")


def _json(text: str, path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        loaded = json.loads(text)
    except ValueError as error:
        raise InputError("JSON", str(error), str(path)) from None
    if isinstance(loaded, dict) and isinstance(loaded.get("examples"), list):
        loaded = loaded["examples"]
    if isinstance(loaded, dict):
        loaded = [{"_id": name, **row} for name, row in loaded.items() if isinstance(row, dict)]
    yield from (row for row in loaded if isinstance(row, dict))


def _lines(text: str, path: Path) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError("a JSON object a line", str(error), f"{path}:{number}") from None
        if not isinstance(row, dict):
            raise InputError("a JSON object a line", type(row).__name__, f"{path}:{number}")
        yield row


def digest_of(paths: list[Path]) -> str:
    """sha256, 16 digits, over the files' bytes: the revision of data that has no other."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def hub_rows(source: HubSource, revision: str | None) -> Iterator[Mapping[str, Any]]:
    """Rows of a data set on the Hub, each with `_file`, its config, else its split."""
    try:
        yield from _hub_rows(source, revision)
    except (OSError, ValueError) as error:  # no network, no such set, config, split or revision, no right to it
        line = (str(error).strip() or type(error).__name__).splitlines()[0][:300]
        raise InputError("a data set on the Hub", line, source.path) from None


def _hub_rows(source: HubSource, revision: str | None) -> Iterator[Mapping[str, Any]]:
    from datasets import load_dataset

    if source.files:
        address = f"hf://datasets/{source.path}{'@' + revision if revision else ''}/{source.files}"
        for row in load_dataset("json", data_files=address, split="train"):
            yield {**row, "_file": source.files.strip("*")}
        return
    for config in source.configs:
        for split in source.splits:
            rows = load_dataset(source.path, config or None, split=split, revision=revision)
            for row in rows:
                yield {**row, "_file": config or split}
