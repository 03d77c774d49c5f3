"""Of samples that ask the same, the lowest item stays, in whatever order they arrive."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.quality.dedup import duplicates, key_of


def test_white_space_alone_makes_no_difference() -> None:
    assert key_of("What  is\nx?") == key_of("What is x? ")
    assert key_of("What is x?") != key_of("What is y?")
    key_of("half a pair \ud800")


@given(st.lists(st.text("abc", max_size=1)), st.randoms())
def test_the_lowest_item_of_each_key_stays(keys: list[str], random: object) -> None:
    items = list(enumerate(keys))
    expected = {number for number, key in items if key in keys[:number]}
    random.shuffle(items)  # type: ignore[attr-defined]  # a Random from Hypothesis
    found = duplicates(items)
    assert set(found) == expected
    assert all(keys[item] == keys[first] and keys.index(keys[first]) == first for item, first in found.items())
