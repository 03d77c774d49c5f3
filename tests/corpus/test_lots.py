"""Items: spread evenly over the families, and the same however they are cut into lots."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.corpus.configs import config_of, families_of, names_of
from tracepile_hf.corpus.lots import LOT_SIZE, family_lots, items_of
from tracepile_hf.corpus.streams import stream
from tracepile_hf.records import Case, Program, Trace


def never(program: Program, cases: Sequence[Case]) -> Sequence[Trace]:
    raise AssertionError("bundled families draw their inputs without running anything")


@given(st.integers(1, 9), st.integers(0, 300), st.integers(0, 300))
def test_lots_hold_every_item_once(families: int, first: int, count: int) -> None:
    lots = family_lots([f"f{number}" for number in range(families)], first, first + count, 5)
    held = [(lot.start + n) * families + lot.position for lot in lots for n in range(lot.count)]
    assert sorted(held) == list(range(first, first + count))
    assert [lot.number for lot in lots] == list(range(5, 5 + len(lots)))
    assert all(0 < lot.count <= LOT_SIZE for lot in lots)


def test_an_item_hangs_on_seed_and_id_alone() -> None:
    config = config_of("algorithm-base")
    names = tuple(families_of(config))
    whole = {
        item.id: item for lot in family_lots(names, 0, 3 * len(names), 0) for item in items_of(lot, config, 7, never)
    }
    part = {item.id: item for lot in family_lots(names, len(names), 99, 4) for item in items_of(lot, config, 7, never)}
    assert part == {name: item for name, item in whole.items() if name in part}
    assert [item.number for item in sorted(whole.values(), key=lambda item: item.number)] == list(range(len(whole)))


def test_another_seed_gives_other_items() -> None:
    config = config_of("algorithm-base")
    names = tuple(families_of(config))
    one, other = (
        {
            item.case.arguments
            for lot in family_lots(names, 0, 10 * len(names), 0)
            for item in items_of(lot, config, seed, never)
        }
        for seed in (0, 1)
    )
    assert len(one & other) < 0.05 * len(one)


def test_streams_differ_by_seed_stage_and_item() -> None:
    drawn = {
        stream(seed, stage, item).getrandbits(64)
        for seed in range(5)
        for stage in ("case", "narrate")
        for item in ("a", "b", "a\x00b")
    }
    assert len(drawn) == 30
    assert stream(1, "case", "a").random() == stream(1, "case", "a").random()


@pytest.mark.parametrize("name", ["algorithm-base", "competition-base", "math-base"])
def test_another_seed_shares_under_one_per_cent_of_a_thousand_items(name: str) -> None:
    config = config_of(name)
    lots = family_lots(names_of(config), 0, 1000, 0)
    one, other = (
        [
            (item.case.program.code, item.case.arguments, item.case.stdin)
            for lot in lots
            for item in items_of(lot, config, seed, never)
        ]
        for seed in (0, 1)
    )
    assert len(one) == len(other) == 1000
    known = set(one)
    # A shared row has a shared program and input; questions, wordings and rewrites are drawn on top of it.
    assert sum(case in known for case in other) < 10
