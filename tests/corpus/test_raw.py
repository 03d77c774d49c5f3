"""Raw runs beside the rows: a second config that loads, is the same each time, and is verified."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from datasets import load_dataset

import tracepile_hf as tp
from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.ledger import read_ledger
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.corpus.proof import verify_folder
from tracepile_hf.corpus.raw import SCHEMA, trace_files

CONFIG = "algorithm"
SAMPLES = 12


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw") / "corpus"
    build(CONFIG, SAMPLES, seed=5, out=folder, budget_tokens=900, with_traces=True)
    return folder


def content_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_is_a_second_config_a_row_a_row(built: Path, tmp_path: Path) -> None:
    rows = {
        row["id"]: row for files in split_files(built / CONFIG).values() for path in files for row in read_rows(path)
    }
    raw = load_dataset(str(built), f"{CONFIG}-traces", cache_dir=str(tmp_path))
    assert set(raw) == set(split_files(built / CONFIG))
    found = {row["id"]: row for split in raw.values() for row in split}
    assert found.keys() == rows.keys()
    for name, row in found.items():
        trace = json.loads(row["trace"])
        given = json.loads(rows[name]["input"])
        assert trace["case"]["program"]["code"] == rows[name]["code"]
        assert (trace["outcome"], len(trace["steps"])) == (row["outcome"], row["steps"])
        again = tp.trace(rows[name]["code"], entry_point=rows[name]["entry_point"], arguments=given["arguments"])
        assert [step["line"] for step in trace["steps"]] == [step.line for step in again.steps]
        assert trace["result"] == again.result
    both = load_dataset(str(built), CONFIG, cache_dir=str(tmp_path))
    assert sum(map(len, both.values())) == len(rows) == SAMPLES


def test_rows_are_as_without_and_all_is_the_same_with_workers(built: Path, tmp_path: Path) -> None:
    build(CONFIG, SAMPLES, seed=5, out=tmp_path / "plain", budget_tokens=900)
    build(CONFIG, SAMPLES, seed=5, out=tmp_path / "again", budget_tokens=900, with_traces=True, workers=2)
    assert content_of(tmp_path / "again") == content_of(built)
    assert verify_folder(tmp_path / "plain").failures == []
    assert read_ledger(tmp_path / "plain" / CONFIG / "ledger.json").traces == ""
    for files in split_files(built / CONFIG).values():
        assert all((tmp_path / "plain" / CONFIG / path.name).read_bytes() == path.read_bytes() for path in files)
    # the same command without it takes them away again
    build(CONFIG, SAMPLES, seed=5, out=tmp_path / "again", budget_tokens=900)
    assert content_of(tmp_path / "again") == content_of(tmp_path / "plain")


def test_the_card_and_verify_know_of_them(built: Path) -> None:
    card = (built / "README.md").read_text()
    assert f"Raw runs: the config `{CONFIG}-traces`" in card
    assert "--with-traces" in card
    assert verify_folder(built).failures == []
    assert verify_folder(built, sample=2).failures == []


@pytest.mark.parametrize("what", ["changed", "missing", "gone", "foreign"])
def test_what_was_tampered_with_is_found(built: Path, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(built, folder)
    path = next(iter(trace_files(folder / CONFIG).values()))[0]
    table = pq.read_table(path)
    if what == "changed":
        texts = table["trace"].to_pylist()
        texts[0] = texts[0].replace('"outcome":"finished"', '"outcome":"raised"')
        table = table.set_column(3, "trace", pa.array(texts, pa.large_string()))
    elif what == "missing":
        table = table.slice(1)
    elif what == "foreign":
        table = table.rename_columns(["id", "outcome", "steps", "other"])
    if what == "gone":
        for each in trace_files(folder / CONFIG).values():
            for one in each:
                one.unlink()
    else:
        pq.write_table(table, path)
    found = [str(failure) for failure in verify_folder(folder).failures]
    expected = {
        "changed": "the raw run is not the one",
        "missing": "expected its run in",
        "gone": "the folder 0 splits of them",
        "foreign": "expected the columns",
    }
    assert any(expected[what] in each for each in found), found
    assert all(each.startswith(f"{CONFIG}-traces") for each in found)
    assert SCHEMA.names == ["id", "outcome", "steps", "trace"]
