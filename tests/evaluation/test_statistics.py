"""Intervals and tests against published values, brute force and simulation with fixed seeds."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf.evaluation.comparing import (
    detectable,
    detectable_paired,
    holm,
    mcnemar,
    newcombe,
    newcombe_paired,
    paired,
    published_gain,
)
from tracepile_hf.evaluation.intervals import binomial_at_least, clustered, exact, interval, wilson


def test_known_intervals() -> None:
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998, table I
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert exact(81, 263) == pytest.approx((0.2527, 0.3676), abs=1e-4)
    assert exact(15, 148) == pytest.approx((0.0578, 0.1617), abs=1e-4)
    assert exact(0, 20) == pytest.approx((0.0, 0.1684), abs=1e-4)
    assert exact(20, 20) == pytest.approx((0.8316, 1.0), abs=1e-4)


def test_the_paired_interval_turns_with_its_runs() -> None:
    low, high = newcombe_paired(20, 14, 50, 12)
    assert newcombe_paired(14, 20, 50, 12) == pytest.approx((-high, -low))
    assert low < -0.12 < high
    apart = newcombe(20, 14, 50)
    assert high - low < apart[1] - apart[0]  # both right on the same items: less is left to chance
    assert newcombe_paired(20, 20, 20, 20) == pytest.approx(newcombe(20, 20, 20))


@pytest.mark.parametrize(
    ("only_a", "only_b", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 0.0625), (0, 6, 0.03125), (1, 9, 0.021484375), (10, 20, 0.0987)],
)
def test_mcnemar_is_the_exact_sign_test(only_a: int, only_b: int, p: float) -> None:
    assert mcnemar(only_a, only_b) == pytest.approx(p, abs=1e-4)
    assert mcnemar(only_b, only_a) == mcnemar(only_a, only_b)


def test_mcnemar_of_many_goes_on_where_the_exact_one_ends() -> None:
    assert mcnemar(470, 529) == pytest.approx(mcnemar(471, 530), rel=0.02)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_intervals_hold_their_share(pair: tuple[int, int]) -> None:
    right, n = pair
    for low, high in (wilson(right, n), exact(right, n)):
        assert 0 <= low <= right / n <= high <= 1
    low, high = exact(right, n)
    assert right == 0 or binomial_at_least(right, n, low) == pytest.approx(0.025, abs=1e-6)
    assert right == n or 1 - binomial_at_least(right + 1, n, high) == pytest.approx(0.025, abs=1e-6)


def test_the_exact_interval_covers_at_least_as_often_as_it_says() -> None:
    n = 32
    for share in (0.1, 0.25, 0.5, 0.8):
        covered = sum(
            binomial_at_least(k, n, share) - binomial_at_least(k + 1, n, share)
            for k in range(n + 1)
            if exact(k, n)[0] <= share <= exact(k, n)[1]
        )
        assert covered >= 0.95


def test_items_of_one_source_widen_the_interval() -> None:
    values = [place // 10 % 2 == 0 for place in range(400)]
    alone = interval(values)
    together = interval(values, [str(place // 10) for place in range(400)])
    assert alone.method == "wilson"
    assert together.method == "clustered"
    assert together.high - together.low > 2 * (alone.high - alone.low)
    assert clustered([1.0, 0.0], ["a", "b"]) == clustered([1.0, 0.0], ["a", "b"])
    assert interval(values, ["one"] * 400).method == "wilson"
    assert interval([True] * 8).low == pytest.approx(0.6306, abs=1e-4)
    assert math.isnan(interval([]).share)


def test_paired_differences() -> None:
    few = paired([True, False, False, False] * 8, [True, True, True, False] * 8)
    assert (few.n, few.difference, few.method) == (32, 0.5, "exact")
    assert few.p == pytest.approx(mcnemar(0, 16))
    assert not few.inside_noise
    same = paired([True, False] * 10, [True, False] * 10)
    assert same.inside_noise
    assert same.p == 1.0
    assert math.isnan(same.least)
    many = paired([True, False] * 200, [True, True] * 200)
    assert many.method == "paired"
    assert many.difference == 0.5
    wide = paired([True, False] * 200, [True, True, True, False] * 100, [str(place // 20) for place in range(400)])
    assert wide.method == "clustered"
    with pytest.raises(ValueError, match="same items"):
        paired([], [])


def test_paired_intervals_cover_as_often_as_they_say() -> None:
    """1,000 repetitions at 60 items, true difference 0.1: within what chance allows of 95 %."""
    draw = random.Random(1)
    covered = 0
    for _ in range(1000):
        a, b = [], []
        for _ in range(60):
            hard = draw.random()
            a.append(hard < 0.4)
            b.append(hard < 0.45 if draw.random() < 0.5 else draw.random() < 0.55)
        found = paired(a, b)
        covered += found.low <= 0.1 <= found.high
    assert 0.93 <= covered / 1000 <= 0.99


def test_holm() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


def test_power() -> None:
    assert detectable(100, 0.5) == pytest.approx(0.192, abs=0.005)  # textbook: about 96 a group for 0.2
    assert detectable(32, 0.5) == pytest.approx(0.33, abs=0.02)
    assert math.isnan(detectable(4, 0.9))
    assert detectable(1319, 0.5) < detectable(32, 0.5)
    assert detectable_paired(1319, 0.2) == pytest.approx(0.0343, abs=0.001)
    assert math.isnan(detectable_paired(8, 0.1))


def test_published_gains_are_judged_under_every_pairing() -> None:
    assert published_gain(0.5, 0.5625, 32).verdict == "inside"  # two items: no pairing could show them
    assert published_gain(0.5, 0.6875, 32).verdict == "open"
    assert published_gain(0.5, 0.57, 1319).verdict == "outside"
    assert published_gain(0.5, 0.51, 1319).verdict == "open"
    assert published_gain(0.5, 0.5, 1319).verdict == "inside"
    gain = published_gain(0.2, 0.1, 1000)
    assert gain.gain == pytest.approx(-0.1)
    assert gain.verdict == "outside"
    assert newcombe(10, 10, 20)[0] < 0 < newcombe(10, 10, 20)[1]
    with pytest.raises(ValueError, match="shares"):
        published_gain(50, 60, 32)
