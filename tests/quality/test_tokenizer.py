"""With a tokenizer counts are exact, and limits are kept to the token."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.ledger import read_ledger
from tracepile_hf.corpus.parquet import read_rows, split_files
from tracepile_hf.corpus.proof import verify_folder
from tracepile_hf.errors import InputError
from tracepile_hf.quality.tokenizer import Tokenizer, counter, tokenizer
from tracepile_hf.tokens import ESTIMATE, TEMPLATE, estimated


def test_without_one_the_estimate_counts() -> None:
    assert tokenizer(None) == tokenizer("") == Tokenizer(ESTIMATE)
    assert counter(Tokenizer()) is estimated


def test_a_folder_is_called_by_its_name_and_counts_text_alone(tokenizer_folder: Path) -> None:
    import tokenizers

    found = tokenizer(str(tokenizer_folder))
    assert found.name == "little"
    assert found == tokenizer(str(tokenizer_folder / "tokenizer.json"))
    text = "Line 5 appends `x` = 17 to `seen`: é."
    bare = tokenizers.Tokenizer.from_file(str(tokenizer_folder / "tokenizer.json"))
    assert counter(found)(text) == len(bare.encode(text).ids) - 1  # without the special token that it puts first
    assert counter(found)("\ud800") >= 1


def test_what_is_no_tokenizer_is_said(tmp_path: Path, tokenizer_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(InputError, match=r"a folder with tokenizer\.json"):
        tokenizer(str(tmp_path))
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(InputError, match="a tokenizer that the library tokenizers reads"):
        tokenizer(str(tmp_path))
    with pytest.raises(InputError, match=r"or a model on the Hub that has one, got .*\(a b/c\)"):
        tokenizer("a b/c")


def test_rows_have_exact_counts_and_keep_both_limits(tmp_path: Path, tokenizer_folder: Path) -> None:
    found = tokenizer(str(tokenizer_folder))
    count = counter(found)
    ledger = build(
        "algorithm-base",
        10,
        seed=5,
        out=tmp_path,
        budget_tokens=900,
        max_tokens=1500,
        tokenizer_of=str(tokenizer_folder),
    )
    rows = [
        row for paths in split_files(tmp_path / "algorithm-base").values() for path in paths for row in read_rows(path)
    ]
    assert rows
    for row in rows:
        prompt, text = (count(message["content"]) for message in row["messages"])
        assert (row["tokens"], row["tokenizer"]) == (prompt + text, "little")
        assert text <= 900
        assert prompt + text + TEMPLATE <= 1500
    assert "condensed" in {row["detail"] for row in rows}  # some were folded to fit
    again = read_ledger(tmp_path / "algorithm-base" / "ledger.json")
    assert (again.tokens, again.tokenizer, again.max_tokens) == (sum(row["tokens"] for row in rows), "little", 1500)
    assert ledger.tokens == again.tokens
    assert "tokens (little)" in (tmp_path / "README.md").read_text(encoding="utf-8")
    assert not verify_folder(tmp_path).failures


def test_a_conversation_must_leave_room_for_a_template(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="that a chat template may take"):
        build("algorithm-base", 1, out=tmp_path, max_tokens=TEMPLATE)
