"""Any text about a row of a corpus is judged by that row's own question."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.errors import CorpusError
from tracepile_hf.tracing import judge_row, prove_row


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("rows")
    build("algorithm", 10, seed=1, out=folder)
    return [row for files in split_files(folder / "algorithm").values() for path in files for row in read_rows(path)]


def test_the_texts_of_a_corpus_are_accepted_whatever_their_rows_ask(rows: list[dict[str, Any]]) -> None:
    assert len({row["question_kind"] for row in rows}) > 3
    for row in rows:
        assert prove_row(row, row["messages"][1]["content"]) == (row["claims"], row["claims"], True)


def test_the_text_of_another_row_is_not(rows: list[dict[str, Any]]) -> None:
    for row, other in pairwise(rows):
        verdict = judge_row(row, other["messages"][1]["content"])
        assert not verdict.accepted
        assert verdict.reason


def test_a_row_whose_question_does_not_come_out_again_is_told(rows: list[dict[str, Any]]) -> None:
    with pytest.raises(CorpusError, match="expected the question of row"):
        judge_row(rows[0] | {"seed": 99}, "The answer is 1.")
