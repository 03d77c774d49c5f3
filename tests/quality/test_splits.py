"""Splits by family: stable, disjoint, and present in every bundled domain."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.corpus.configs import config_of, families_of
from tracepile_hf.quality.splits import SPLITS, split_of


def test_known_families_never_move() -> None:
    assert split_of("binary_search") == "validation"
    assert split_of("depth_first_search") == "train"
    assert split_of("triangle_sum") == "test"


@pytest.mark.parametrize("domain", ["algorithm", "competition", "math"])
def test_every_bundled_domain_has_all_three_splits(domain: str) -> None:
    counts = Counter(split_of(family.name) for family in families_of(config_of(domain)).values())
    assert set(counts) == set(SPLITS)
    assert counts["train"] > 0.7 * counts.total()


@given(st.text())
def test_any_name_has_a_split(name: str) -> None:
    assert split_of(name) in SPLITS
