"""Inverses of families: from the output alone they come to arguments that give it, mostly, told and proved."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import islice
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile_hf import questions
from tracepile_hf.corpus.inverting import backwards_of
from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.families.family import Family
from tracepile_hf.families.inverses import with_inversions, with_lags
from tracepile_hf.families.registry import families
from tracepile_hf.narration import narrate
from tracepile_hf.records import Case, Program, Trace
from tracepile_hf.verification import verify

INVERTIBLE = [family for family in families("algorithm").values() if family.invert is not None]
LISTS = st.lists(st.integers(0, 9), max_size=8).map(sorted)


def run(program: Program, cases: Sequence[Case]) -> list[Trace]:
    return [trace_in_process(program, case) for case in cases]


def test_sixty_families_can_be_asked_backwards() -> None:
    assert len(INVERTIBLE) >= 60


@pytest.mark.parametrize("family", INVERTIBLE, ids=[family.name for family in INVERTIBLE])
def test_an_inverse_arrives(family: Family) -> None:
    assert family.invert is not None
    arrived = 0
    for number in range(6):
        case = family.make(Random(f"{family.name} inverse {number}"), max(1, family.default_size * 2 // 3))
        tried = islice(family.invert(ast.literal_eval(case.expected or "")), 8)
        cases = [Case("c", case.program, tuple(map(repr, one))) for one in tried]
        arrived += any(trace.result == case.expected for trace in run(case.program, cases))
    assert arrived >= 3, "it seldom comes to the output"


def test_a_question_backwards_tells_what_the_output_fixes_and_the_trials() -> None:
    told = 0
    for family in INVERTIBLE[::6]:
        case = family.make(Random(f"{family.name} backwards"), max(1, family.default_size // 2))
        (trace,) = run(case.program, [case])
        question = questions.ask("input_prediction", trace, Random(1), run, backwards_of)
        if question is None:
            continue  # an output that too many inputs give, or one that is too long
        text = narrate(question.traces[-1], question=question)
        assert "We look for a call of" in text
        assert question.answer in text
        verdict = verify(text, question.traces[-1], question=question, detail="outline", view="whole")
        assert verdict.accepted, verdict.detail
        told += "The output fixes this much: " in text
    assert told >= 3


def _inversions(values: Sequence[int]) -> int:
    return sum(values[i] > values[j] for j in range(len(values)) for i in range(j))


@given(LISTS, st.integers(0, 30))
def test_orders_have_the_wanted_number_of_inversions(ordered: list[int], count: int) -> None:
    most = _inversions(ordered[::-1])
    found = with_inversions(ordered, count)
    assert sorted(found) == ordered
    assert _inversions(found) == min(count, most)


@given(LISTS, st.integers(0, 9), st.integers(1, 4))
def test_orders_keep_every_value_from_lagging_too_far(ordered: list[int], count: int, most: int) -> None:
    found = with_lags(ordered, count, most)
    assert sorted(found) == ordered
    assert all(sum(other > value for other in found[:place]) <= most for place, value in enumerate(found))
