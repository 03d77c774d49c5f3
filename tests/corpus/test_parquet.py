"""Rows on disk: what goes in comes out, in order, in the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.corpus import parquet
from tracepile_hf.corpus.making import Dropped, Kept
from tracepile_hf.corpus.parquet import Shard, in_order, read_rows, split_files, write_config
from tracepile_hf.corpus.rows import COLUMNS, case_of, digest_of, schema
from tracepile_hf.errors import CorpusError
from tracepile_hf.records import Case, Program


def row(number: int) -> dict[str, Any]:
    content: dict[str, Any] = dict.fromkeys(COLUMNS, "") | {
        "messages": [{"role": "user", "content": f"What {number}?"}, {"role": "assistant", "content": "Thus."}],
        "id": f"item-{number}",
        "input": '{"arguments": ["10**40", "(1, nan)"], "keyword_arguments": {"k": "1"}, "stdin": "é\\n"}',
        "rewrites": ["rename"],
        "claims": 3,
        "tokens": 5,
        "level": 1,
        "seed": -1,
    }
    return content | {"digest": digest_of(content)}


def shard(folder: Path, lot: int, numbers: list[int]) -> Shard:
    made = Shard(folder, lot)
    made.write([Kept(number, "train", row(number)) for number in numbers], [], "test")
    return made


@given(st.lists(st.lists(st.integers(0, 400), min_size=1, max_size=6, unique=True).map(sorted), max_size=5))
def test_rows_of_all_shards_come_in_the_order_of_their_numbers(
    tmp_path_factory: pytest.TempPathFactory, lots: list[list[int]]
) -> None:
    folder = tmp_path_factory.mktemp("shards")
    shards = [(numbers[0], shard(folder, lot, numbers)) for lot, numbers in enumerate(lots)]
    found = list(in_order(shards))
    assert [number for number, _ in found] == sorted(number for numbers in lots for number in numbers)
    assert all(content == row(number) for number, content in found)


def test_a_config_is_split_into_files_of_a_fixed_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_PER_FILE", 4)
    rows = [("test" if number % 5 == 0 else "train", row(number)) for number in range(15)]
    write_config(tmp_path, rows, {"train": 12, "test": 3})
    names = {split: [path.name for path in paths] for split, paths in split_files(tmp_path).items()}
    assert names == {
        "train": [f"train-0000{part}-of-00003.parquet" for part in range(3)],
        "test": ["test-00000-of-00001.parquet"],
    }
    found = [content for path in split_files(tmp_path)["train"] for content in read_rows(path)]
    assert found == [content for split, content in rows if split == "train"]


def test_files_and_row_groups_end_before_their_text_is_too_much_for_arrow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = sum(len(message["content"]) for message in row(0)["messages"])
    monkeypatch.setattr(parquet, "BYTES_PER_GROUP", 2 * size)
    monkeypatch.setattr(parquet, "BYTES_PER_FILE", 5 * size)
    large = row(7)
    large["messages"][1]["content"] = "é" * 3 * size  # larger than a file may be: it has one of its own
    rows = [large if number == 7 else row(number) for number in range(10)]
    write_config(tmp_path, [("train", content) for content in rows], {"train": 10})
    files = split_files(tmp_path)["train"]
    assert [path.name for path in files] == [f"train-0000{part}-of-00004.parquet" for part in range(4)]
    groups = [pq.read_metadata(path) for path in files]
    assert [[each.row_group(at).num_rows for at in range(each.num_row_groups)] for each in groups] == [
        *([2, 2, 1], [2], [1], [2])
    ]
    assert [content for path in files for content in read_rows(path)] == rows


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_config(tmp_path / name, [("train", row(number)) for number in range(5)], {"train": 5})
    one, other = (next((tmp_path / name).iterdir()).read_bytes() for name in ("a", "b"))
    assert one == other


def test_rejects_are_kept_even_if_they_are_no_text(tmp_path: Path) -> None:
    program = Program("p", "user", "p", "print('\ud800')")
    Shard(tmp_path, 0).write([], [Dropped(0, "p", "not_text", "", "", Case("p", program, stdin="\ud800"))], "test")
    assert '"reason": "not_text"' in (tmp_path / "lot-000000.jsonl").read_text(encoding="utf-8")


def test_a_row_gives_its_case_back() -> None:
    case = case_of(row(1) | {"entry_point": "f", "code": "def f(): pass"})
    assert case.arguments == ("10**40", "(1, nan)")
    assert case.keyword_arguments == (("k", "1"),)
    assert case.stdin == "é\n"
    assert case.program.entry_point == "f"
    with pytest.raises(CorpusError, match="item-1: `input` is not the JSON of a case"):
        case_of(row(1) | {"input": "[]"})


def test_the_statement_comes_back() -> None:
    for statement in ("Do nothing.\n\nAt all.", ""):
        asked = row(1) | {"entry_point": "f", "code": "def f():\n    pass\n", "statement": statement}
        assert case_of(asked).program.statement == statement


def test_every_column_counts_for_the_digest() -> None:
    before = row(1)
    for name in COLUMNS:
        if name != "digest":
            changed = before | {name: before[name] + (1 if isinstance(before[name], int) else type(before[name])("x"))}
            assert digest_of(changed) != before["digest"], name


def test_no_column_has_a_name_that_trainers_take_for_a_format() -> None:
    taken = {"prompt", "completion", "chosen", "rejected", "label", "text", "tools", "images", "input_ids"}
    assert not taken & set(schema().names)
    assert schema().names == list(COLUMNS)


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"no")
    with pytest.raises(CorpusError, match="expected a Parquet file"):
        list(read_rows(tmp_path / "a.parquet"))
    import pyarrow as pa

    pq.write_table(pa.table({"x": [1]}), tmp_path / "b.parquet")
    with pytest.raises(CorpusError, match="expected the columns"):
        list(read_rows(tmp_path / "b.parquet"))
