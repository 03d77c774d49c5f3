"""Rows from files and from a stream: the same rows, closed when done, and one line about what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.sources.hub import SETS, HubSet
from tracepile_hf.sources.loading import rows_of_file, rows_of_hub

ROWS: list[dict[str, Any]] = [
    {"name": "one", "tests": [{"input": "1", "output": "2"}], "solutions": {"language": [3], "solution": ["é"]}},
    {"name": "two", "tests": [], "solutions": {"language": [], "solution": []}},
]


def jsonl(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def parquet(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def read(path: Path) -> list[Any]:
    with rows_of_file(path) as rows:
        return list(rows)


def set_at(path: Path, **named: Any) -> HubSet:
    """A set like those of the table, whose repository is a folder on this disk."""
    return HubSet(str(path), "MIT", {"train": "?"}, (), "", (), **named)


def test_a_file_of_either_kind_gives_the_same_rows(tmp_path: Path) -> None:
    assert read(jsonl(tmp_path / "rows.jsonl", ROWS)) == ROWS
    assert read(parquet(tmp_path / "rows.parquet", ROWS)) == ROWS
    (tmp_path / "rows.data").write_bytes((tmp_path / "rows.parquet").read_bytes())
    assert read(tmp_path / "rows.data") == ROWS, "what a file is called says nothing"


def test_a_byte_order_mark_and_blank_lines_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\r\n   \n{"a": 2}')
    assert read(path) == [{"a": 1}, {"a": 2}]


def test_a_folder_is_read_file_after_file_by_name(tmp_path: Path) -> None:
    parquet(tmp_path / "set" / "train-00001.parquet", ROWS[1:])
    jsonl(tmp_path / "set" / "train-00000.jsonl", ROWS[:1])
    (tmp_path / "set" / "README.md").write_text("about it")
    assert read(tmp_path / "set") == ROWS


def test_many_rows_of_a_parquet_file_come_in_order(tmp_path: Path) -> None:
    rows = [{"number": number} for number in range(200)]
    assert read(parquet(tmp_path / "rows.parquet", rows)) == rows


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"a file of rows, got an empty file \(.*rows\)"),
        (b'{"a": 1}\n{"a": \n', r"a JSON object, got text that is not JSON: .* \(.*rows, line 2\)"),
        (b'{"a": 1}\n[1]\n', r"a JSON object, got a list \(.*rows, line 2\)"),
        (b'\n{"a": 1, "a": 2}\n', r"each key once in an object, got the key 'a' twice \(.*rows, line 2\)"),
        (b'{"a": "\xff"}\n', r"UTF-8 text, got byte 0xff .* \(.*rows, line 1\)"),
        (b"PAR1 and no more", r"a Parquet file, got .* \(.*rows\)"),
    ],
)
def test_a_bad_file_is_told_in_one_line_with_its_place(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "rows").write_bytes(content)
    with pytest.raises(InputError, match=f"expected {message}") as caught:
        read(tmp_path / "rows")
    assert "\n" not in str(caught.value)


def test_a_page_of_a_parquet_file_that_is_damaged(tmp_path: Path) -> None:
    path = parquet(tmp_path / "rows.parquet", [{"text": f"{number} " * 100} for number in range(500)])
    whole = path.read_bytes()
    path.write_bytes(whole[:40] + bytes(200) + whole[240:])
    with pytest.raises(InputError, match="expected a Parquet file, got"):
        read(path)


def test_files_that_are_not_there_or_hold_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a readable file of rows, got No such file or directory \(.*none\)"):
        read(tmp_path / "none")
    with pytest.raises(InputError, match=r"files that end in \.jsonl, \.json, \.parquet, got none"):
        read(tmp_path)


def test_a_file_is_closed_however_few_rows_are_taken(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "rows.jsonl", ROWS)

    def opened() -> list[str]:
        return [name for name in map(os.readlink, _descriptors()) if name == str(path)]

    with rows_of_file(path) as rows:
        next(rows)
        assert opened()
    assert not opened()


def _descriptors() -> Iterator[str]:
    for number in os.listdir("/proc/self/fd"):
        if os.path.lexists(f"/proc/self/fd/{number}"):
            yield f"/proc/self/fd/{number}"


def test_a_stream_gives_the_rows_of_the_split(tmp_path: Path) -> None:
    parquet(tmp_path / "set" / "train.parquet", ROWS)
    parquet(tmp_path / "set" / "test.parquet", ROWS[1:])
    with rows_of_hub(set_at(tmp_path / "set"), "train") as rows:
        assert list(rows) == ROWS
    with rows_of_hub(set_at(tmp_path / "set"), "test") as rows:
        assert list(rows) == ROWS[1:]


@pytest.mark.parametrize("name", ["taco", "openmath"])
def test_a_stream_of_the_files_that_a_set_names(name: str, tmp_path: Path) -> None:
    """TACO's Arrow files, as `save_to_disk` writes them, and OpenMathInstruct's right solutions."""
    from datasets import Dataset

    rows = [{"number": number} for number in range(3)]
    Dataset.from_list(rows).save_to_disk(tmp_path / "set" / "train")
    for part in ("correct_solutions", "incorrect_solutions"):
        (tmp_path / "set" / part).mkdir()
        jsonl(tmp_path / "set" / part / "train.jsonl", rows if part.startswith("correct") else rows[1:])
    with rows_of_hub(set_at(tmp_path / "set", files=SETS[name].files), "train") as found:
        assert list(found) == rows


def test_a_process_that_took_one_row_of_a_stream_ends_well(tmp_path: Path) -> None:
    rows = [{"text": f"{number} " * 500} for number in range(3000)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "train.parquet", row_group_size=100)
    script = (
        "from tracepile_hf.sources.hub import HubSet\n"
        "from tracepile_hf.sources.loading import rows_of_hub\n"
        f"one = HubSet({str(tmp_path)!r}, 'MIT', {{'train': ''}}, (), '', ())\n"
        "with rows_of_hub(one, 'train') as rows:\n    print(next(rows)['text'][:2])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "0 \n"), done.stderr


def test_what_fails_on_the_way_from_the_hub_is_one_line(tmp_path: Path) -> None:
    script = (
        "from tracepile_hf.errors import InputError\n"
        "from tracepile_hf.sources.hub import SETS\n"
        "from tracepile_hf.sources.loading import rows_of_hub\n"
        "for one in SETS.values():\n"
        "    try:\n"
        "        with rows_of_hub(one, one.split) as rows:\n"
        "            next(rows)\n"
        "    except InputError as error:\n"
        "        print(error)\n"
    )
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 5
    assert all("from the Hub, or --rows with a file of them, got" in line for line in lines)
    parquet(tmp_path / "set" / "train.parquet", ROWS)
    expected = "expected a split from train, got 'other'"
    with pytest.raises(InputError, match=expected), rows_of_hub(set_at(tmp_path / "set"), "other") as rows:
        next(rows)
