"""Variety is measured on the English, not on the code and values in it."""

from __future__ import annotations

from tracepile_hf.quality.variety import masked, openings_of, variety

ONE = "Line 3 sets `x` to 5. Then line 4 adds 2, so `x` is now [5, 2].\n\nThe answer is 'no'."
OTHER = "Line 7 sets `total` to 91. Then line 9 adds 12, so `total` is now [1].\n\nThe answer is 'yes'."


def test_code_and_values_are_masked() -> None:
    assert masked(ONE).split() == masked(OTHER).split()
    assert "x" not in masked(ONE).split()


def test_texts_that_differ_in_values_only_are_alike() -> None:
    found = variety({"f": [ONE, OTHER]})
    assert found.texts == 2
    assert found.within_families == 1.0
    assert found.own_runs == 1.0
    assert 0.45 < found.distinct_runs < 0.55


def test_different_sentences_are_not() -> None:
    found = variety({"f": [ONE, "Nothing else happens here at all today."], "g": ["Both of them stop early, though."]})
    assert found.within_families == 0.0
    assert found.between_families == 0.0
    assert found.distinct_runs == 1.0


def test_openings_are_the_first_two_words() -> None:
    assert openings_of(masked(ONE)) == ["Line #", "Then line", "The answer"]
    found = variety({"f": [ONE, OTHER]})
    assert (found.openings, found.opening_share) == (3, 1 / 3)


def test_no_texts_give_no_figures() -> None:
    found = variety({})
    assert (found.texts, found.words, found.distinct_runs, found.openings) == (0, 0, 0.0, 0)
