"""Lengths are shaped by the size of cases and by how much is told, to a mean that was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.configs import config_of
from tracepile_hf.corpus.ledger import read_ledger
from tracepile_hf.corpus.lots import Lot
from tracepile_hf.corpus.order import Order
from tracepile_hf.corpus.proof import verify_folder
from tracepile_hf.corpus.shaping import Sizes, shape_for
from tracepile_hf.errors import InputError

ORDER = Order(config_of("algorithm-base"), 0, 8192)
FAMILIES = "binary_search,bubble_sort,insertion_sort,dijkstra"


def families(*longest: int) -> dict[str, Sizes]:
    return {f"f{n}": Sizes(200, ((1, 300), (10, most // 2), (20, most))) for n, most in enumerate(longest)}


@given(st.lists(st.integers(1000, 30_000), min_size=1, max_size=30), st.integers(400, 7000))
def test_the_aim_gives_the_mean_or_short_families_go(longest: list[int], target: int) -> None:
    sizes = families(*longest)
    try:
        shape = shape_for(sizes, target, ORDER)
    except InputError:
        assert sum(min(most, 8128) for most in sorted(longest)[-10:]) / min(len(longest), 10) < target
        return
    told = [min(max(shape.aim, each.least), each.most, shape.most) for each in shape.sizes.values()]
    assert abs(sum(told) / len(told) - target) < 2 + 0.01 * target


def test_sizes_follow_from_lengths() -> None:
    (one,) = families(4000).values()
    assert [one.size_for(tokens) for tokens in (100, 300, 2000, 3000, 4000, 9000)] == [1, 1, 10, 15, 20, 20]
    dipping = Sizes(100, ((1, 500), (2, 400), (4, 1000)))
    assert [dipping.size_for(tokens) for tokens in (450, 750, 1000)] == [1, 2, 4]
    shaped = shape_for({"f0": one}, 1000, ORDER).shaped(Lot(0, "f0", 1, 0, 0, 4))
    low, high = shaped.sizes
    assert 1 <= low <= high <= 20
    assert 0 < shaped.budget < 1250


def test_what_is_to_come_makes_up_for_what_came() -> None:
    shape = shape_for(families(9000), 1000, ORDER)
    assert shape.corrected(1000, 1200, 0.5).aim < shape.aim < shape.corrected(1000, 800, 0.5).aim
    assert shape.corrected(1000, 1000, 0.5).aim == pytest.approx(shape.aim)
    assert shape.corrected(1000, 1200, 1.0) is shape


@pytest.mark.parametrize("target", [700, 3500])
def test_a_build_has_the_mean_that_was_asked_for(tmp_path: Path, target: int) -> None:
    build(
        "algorithm-base",
        24,
        seed=1,
        out=tmp_path,
        families=FAMILIES.split(","),
        budget_tokens=8192,
        target_tokens=target,
    )
    ledger = read_ledger(tmp_path / "algorithm-base" / "ledger.json")
    assert ledger.kept == 24
    assert ledger.tokens / ledger.kept == pytest.approx(target, rel=0.2)  # of 24 rows; of many it is nearer
    assert f"--target-tokens {target}" in (tmp_path / "README.md").read_text(encoding="utf-8")
    assert not verify_folder(tmp_path, sample=4).failures


def test_what_cannot_be_had_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a mean that families reach, at most about"):
        build("algorithm-base", 8, out=tmp_path, families=["binary_search"], budget_tokens=8192, target_tokens=8000)
