"""`verify` passes what was built and names the row of everything that was changed."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.corpus.proof import verify_folder
from tracepile_hf.corpus.rows import digest_of, schema
from tracepile_hf.errors import InputError

CONFIG = "algorithm-base"
Change = Callable[[list[dict[str, Any]]], None]


def changed(corpus: Path, target: Path, change: Change) -> Path:
    """A copy of the corpus in which the rows of the train split were changed."""
    shutil.copytree(corpus, target)
    path = split_files(target / CONFIG)["train"][0]
    rows = list(read_rows(path))
    change(rows)
    pq.write_table(pa.Table.from_pylist(rows, schema=schema()), path)
    return target


def rationale(row: dict[str, Any], old: str, new: str) -> None:
    text = row["messages"][1]["content"]
    assert old in text
    row["messages"][1]["content"] = text.replace(old, new, 1)


def sealed(row: dict[str, Any]) -> None:
    row["digest"] = digest_of(row)


def test_what_was_built_passes_with_one_and_with_two_workers(corpus: Path) -> None:
    seen: list[tuple[int, int]] = []
    for workers in (1, 2):
        report = verify_folder(corpus, workers, lambda done, planned: seen.append((done, planned)))
        assert report.failures == []
        assert report.rows == 36
        assert report.claims > 360
    assert seen[-1] == (36, 36)


def test_of_a_sample_so_many_rows_are_run_and_all_digests_are_checked(corpus: Path, tmp_path: Path) -> None:
    report = verify_folder(corpus, sample=5)
    assert (report.rows, report.failures) == (5, [])
    assert verify_folder(corpus, sample=5, seed=1).claims != report.claims  # other rows
    assert verify_folder(corpus, sample=500).rows == 36

    def change(rows: list[dict[str, Any]]) -> None:
        for row in rows:
            row["answer"] += " "

    found = verify_folder(changed(corpus, tmp_path / "c", change), sample=1)
    rows = sum(1 for _ in read_rows(split_files(corpus / CONFIG)["train"][0]))
    assert len([each for each in found.failures if "digest is not that" in each.message]) == rows


def test_one_changed_character_of_a_rationale_is_told_by_the_digest(corpus: Path, tmp_path: Path) -> None:
    def change(rows: list[dict[str, Any]]) -> None:
        text = rows[4]["messages"][1]["content"]
        rows[4]["messages"][1]["content"] = text[:40] + chr(ord(text[40]) + 1) + text[41:]

    folder = changed(corpus, tmp_path / "c", change)
    (failure,) = verify_folder(folder).failures
    assert failure.row == list(read_rows(split_files(folder / CONFIG)["train"][0]))[4]["id"]
    assert "digest" in failure.message


@pytest.mark.parametrize(
    ("column", "value"), [("answer", "[7, 7]"), ("family", "other"), ("input", "{}"), ("claims", 1), ("code", "x = 1")]
)
def test_one_changed_value_is_told_by_the_digest(corpus: Path, tmp_path: Path, column: str, value: Any) -> None:
    def change(rows: list[dict[str, Any]]) -> None:
        rows[0][column] = value

    (failure,) = verify_folder(changed(corpus, tmp_path / "c", change)).failures
    assert failure.row.startswith("algorithm/")
    assert "digest" in failure.message


def test_a_false_value_with_a_matching_digest_is_told_by_the_proof(corpus: Path, tmp_path: Path) -> None:
    def change(rows: list[dict[str, Any]]) -> None:
        row = rows[2]
        before, dot, after = row["messages"][1]["content"].rpartition(row["answer"])
        assert dot
        row["messages"][1]["content"] = before + "123456" + after
        sealed(row)

    failures = verify_folder(changed(corpus, tmp_path / "c", change)).failures
    named = [failure for failure in failures if failure.row]
    assert len(named) == 1
    assert "answer_wrong" in named[0].message or "refuted" in named[0].message
    assert any("ledger" in failure.message for failure in failures if not failure.row)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("answer", "123456", "the row says '123456'"),
        ("claims", 1, "claims are proved, the row says 1"),
        ("seed", 99, "the question is not the one"),
        ("code", "def f(:\n", "not traced again"),
        ("question_kind", "riddle", "unknown question kind 'riddle'"),
        ("input", "[]", "not the JSON of a case"),
    ],
)
def test_a_false_column_with_a_matching_digest_is_told_too(
    corpus: Path, tmp_path: Path, column: str, value: Any, message: str
) -> None:
    def change(rows: list[dict[str, Any]]) -> None:
        rows[1][column] = value
        sealed(rows[1])

    failures = verify_folder(changed(corpus, tmp_path / "c", change)).failures
    assert [message in failure.message for failure in failures if failure.row] == [True]


def test_rows_taken_out_doubled_or_put_into_another_order_are_told(corpus: Path, tmp_path: Path) -> None:
    changes: dict[str, Change] = {
        "out": lambda rows: rows.__delitem__(3),
        "double": lambda rows: rows.append(rows[0]),
        "order": lambda rows: rows.reverse(),
    }
    for name, change in changes.items():
        assert verify_folder(changed(corpus, tmp_path / name, change)).failures, name


def test_a_family_in_the_wrong_split_is_told(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    shutil.copytree(corpus, folder)
    files = split_files(folder / CONFIG)
    shutil.copy(files["train"][0], files["test"][0])
    assert any("belongs to the split train, not test" in failure.message for failure in verify_folder(folder).failures)


def test_a_missing_or_broken_ledger_is_told(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    shutil.copytree(corpus, folder)
    (folder / CONFIG / "ledger.json").unlink()
    (failure,) = verify_folder(folder).failures
    assert "expected a ledger" in failure.message


def test_a_folder_that_is_no_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder that `tracepile build` wrote"):
        verify_folder(tmp_path)


def ended(folder: Path, batches: int) -> None:
    """Verify, ended when so many batches are done (there is one a split here)."""
    seen: list[int] = []

    def stop(done: int, planned: int) -> None:
        seen.append(done)
        if len(seen) == batches:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify_folder(folder, progress=stop)


def test_what_was_proved_before_the_end_of_a_run_is_not_proved_again(
    corpus: Path, caches: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = verify_folder(corpus)
    assert list(caches.rglob("*.jsonl")) == []
    ended(corpus, 2)
    (notes,) = caches.rglob("*.jsonl")
    first, second = (json.loads(line) for line in notes.read_text().splitlines())
    notes.write_text(json.dumps([first[0], first[1] + 1000]) + "\n" + json.dumps(second) + '\n["half')
    with caplog.at_level(logging.INFO):
        again = verify_folder(corpus)
    assert "going on: 2 batches of rows were proved" in caplog.text
    assert (again.rows, again.claims, again.failures) == (whole.rows, whole.claims + 1000, [])  # taken from the notes
    assert list(caches.rglob("*.jsonl")) == []


def test_rows_that_changed_since_they_were_proved_are_proved_again(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    shutil.copytree(corpus, folder)
    ended(folder, 3)
    shutil.rmtree(folder)
    changed(corpus, folder, lambda rows: rationale(rows[0], " ", "  "))
    assert any("the digest is not that" in failure.message for failure in verify_folder(folder).failures)


def test_failures_are_found_again_by_the_run_that_goes_on(corpus: Path, tmp_path: Path) -> None:
    folder = changed(corpus, tmp_path / "c", lambda rows: rationale(rows[0], " ", "  "))
    found = verify_folder(folder).failures
    ended(folder, 3)
    assert verify_folder(folder).failures == found != []


def test_a_cache_that_cannot_be_written_costs_nothing_else(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    ended(corpus, 1)
    assert verify_folder(corpus).failures == []
