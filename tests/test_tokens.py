"""The estimate that stands in for a tokenizer, and the tokenizer that it stands in for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.tokens import estimated


def test_words_digits_and_signs_are_cut_as_vocabularies_cut_them() -> None:
    assert estimated("") == 0
    assert estimated("a") == 2  # rounded up: no limit is broken by a piece of a token
    assert estimated(" word" * 73) == 74
    assert estimated("1234" * 73) == 148
    assert estimated("\ud800") == 2


@given(st.text(), st.text())
def test_what_is_longer_has_no_fewer_tokens(one: str, other: str) -> None:
    assert estimated(one + "\n" + other) + 3 >= max(estimated(one), estimated(other))
