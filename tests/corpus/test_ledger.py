"""The ledger: in = kept + dropped, by reason, or there is no build."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracepile_hf.corpus.ledger import Ledger, read_ledger
from tracepile_hf.errors import CorpusError

ROW = {
    "family": "f", "question_kind": "output", "rewrites": [], "license": "MIT", "tokens": 9, "claims": 3,
    "domain": "math", "source": "tracepile",
}  # fmt: skip


def test_a_balanced_ledger_comes_back_from_disk(tmp_path: Path) -> None:
    ledger = Ledger("math", 7, 2, considered=4)
    ledger.keep(ROW, "train")
    ledger.keep(ROW, "test")
    ledger.drop("duplicate")
    ledger.drop("rejected", "refuted")
    ledger.write(tmp_path / "ledger.json")
    assert read_ledger(tmp_path / "ledger.json") == ledger
    assert ledger.dropped == {"duplicate": 1, "rejected:refuted": 1}
    assert (ledger.claims, ledger.tokens) == (6, 18)


def test_what_does_not_balance_is_not_written(tmp_path: Path) -> None:
    ledger = Ledger("math", 7, 2, considered=2)
    ledger.keep(ROW, "train")
    with pytest.raises(CorpusError, match="does not balance: 2 considered, 1 kept"):
        ledger.write(tmp_path / "ledger.json")
    assert not (tmp_path / "ledger.json").exists()


def test_reasons_come_from_a_closed_list() -> None:
    with pytest.raises(ValueError, match="bored"):
        Ledger("math", 0, 1).drop("bored")


@pytest.mark.parametrize("text", ["", "[]", '{"config": "math"}', '{"config": "math", "seed": 0, "asked": 1, "x": 2}'])
def test_something_else_is_no_ledger(tmp_path: Path, text: str) -> None:
    (tmp_path / "ledger.json").write_text(text)
    with pytest.raises(CorpusError, match="expected a ledger"):
        read_ledger(tmp_path / "ledger.json")
    with pytest.raises(CorpusError, match="expected a ledger"):
        read_ledger(tmp_path / "nowhere.json")
