"""Which of several texts stay, pass@k and agreement, and the checks that are less than a proof."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tracepile_hf as tp
from tracepile_hf.quality.paths import (
    KEEP,
    POLICIES,
    Path,
    accepted,
    agreement,
    kept,
    mean_pass_at,
    pass_at_k,
    share_told,
    states_hold,
)

CODE = "def f(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n"
TRACE = tp.trace(CODE, entry_point="f", arguments=["[4, 2]"])
TEXT = tp.narrate(TRACE)


def path(number: int, text: str, proved: bool = True, told: float = 0.5) -> Path:
    return Path(number, text, proved, told)


def test_all_proved_paths_stay_but_for_repeated_texts() -> None:
    paths = [path(1, "a b"), path(2, "no", proved=False), path(3, "a  b"), path(4, "c")]
    assert [one.number for one in kept(paths, "all")] == [1, 4]


def test_the_best_tells_most_and_is_the_shortest() -> None:
    paths = [path(1, "long " * 9, told=0.9), path(2, "short", told=0.9), path(3, "x", told=0.5), path(4, "y", False, 1)]
    assert [one.number for one in kept(paths, "best")] == [2]


def test_one_path_of_each_wording_stays() -> None:
    other = "First `total` is 0 and that is what it begins with. Going on, the loop has its first round with `x` at 4."
    paths = [path(1, TEXT), path(2, TEXT.replace("4", "7")), path(3, other)]
    assert [one.number for one in kept(paths, "wordings")] == [1, 3]


@given(st.lists(st.tuples(st.text("ab ", max_size=4), st.booleans(), st.floats(0, 1))), st.sampled_from(KEEP))
def test_what_stays_is_proved_and_said_once(drawn: list[tuple[str, bool, float]], policy: str) -> None:
    paths = [Path(number, *one) for number, one in enumerate(drawn, 1)]
    stay = kept(paths, policy)
    assert all(one.proved for one in stay)
    assert len({" ".join(one.text.split()) for one in stay}) == len(stay)
    assert bool(stay) == any(one.proved for one in paths)
    assert stay == sorted(stay, key=lambda one: one.number)


def test_an_unknown_policy_is_said() -> None:
    with pytest.raises(ValueError, match="all, best, wordings"):
        kept([], "most")


@given(st.integers(1, 7), st.data())
def test_pass_at_k_is_the_share_of_draws_with_a_proof(paths: int, data: st.DataObject) -> None:
    proved, k = data.draw(st.integers(0, paths)), data.draw(st.integers(1, paths))
    draws = list(combinations([True] * proved + [False] * (paths - proved), k))
    assert pass_at_k(paths, proved, k) == pytest.approx(sum(map(any, draws)) / len(draws))


def test_pass_at_k_over_items() -> None:
    assert mean_pass_at([(5, 5), (5, 0)], 2) == {1: 0.5, 2: 0.5}
    assert mean_pass_at([(5, 1), (1, 1)], 5)[5] == 1.0
    assert mean_pass_at([], 5) == {}
    with pytest.raises(ValueError, match="at most 2"):
        pass_at_k(2, 1, 3)


def test_agreement_is_the_share_of_the_commonest_answer() -> None:
    assert agreement(["3", "3", "4", ""]) == 0.5
    assert agreement([]) == 0.0
    assert agreement(["", ""]) == 0.0


LATE = TEXT.replace("total` is 4", "total` is 6")


@pytest.mark.parametrize(
    ("text", "by_answer", "by_states", "by_proof"),
    [
        (TEXT, True, True, True),
        ("The answer is 6.", True, True, False),
        ("The answer is 7.", False, False, False),
        ("Line 4: `total` becomes 17. The answer is 6.", True, False, False),
        ("Line 2: `total` is 6. The answer is 6.", True, True, False),  # it is, later
        ("`xs` is [4, 2] and `nobody` is 7. The answer is 6.", True, True, False),
        ("`xs` is [4, 3]. The answer is 6.", True, False, False),
        ("`x` is 2.0. The answer is 6.", True, False, False),
    ],
)
def test_each_policy_asks_for_more(text: str, by_answer: bool, by_states: bool, by_proof: bool) -> None:
    verdict = tp.verify(text, TRACE, detail="condensed")
    assert [accepted(policy, text, TRACE, verdict) for policy in POLICIES] == [by_answer, by_states, by_proof]


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    assert isinstance(states_hold("`total` is " + text, TRACE), bool)


def test_the_share_told_is_of_steps() -> None:
    assert share_told(tp.verify("The answer is 6.", TRACE), TRACE) == 0.0
    assert 0.5 < share_told(tp.verify(TEXT, TRACE), TRACE) <= 1.0
