"""What families say of themselves holds: every invariant, at every place, in every case that is drawn here."""

from __future__ import annotations

import contextlib
from random import Random

import pytest

from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.families.family import Family
from tracepile_hf.families.registry import FOLDERS, families
from tracepile_hf.narration import narrate
from tracepile_hf.predicates import PredicateError, Scene, all_names, filled, holds
from tracepile_hf.verification import verify

REASONED = [family for domain in FOLDERS for family in families(domain).values() if family.idea or family.invariants]
CASES = 6


@pytest.mark.parametrize("family", REASONED, ids=[family.name for family in REASONED])
def test_invariants_hold_at_their_places_and_are_told_and_proved(family: Family) -> None:
    told: set[int] = set()
    for number in range(CASES):
        size = (family.default_size, max(1, family.default_size // 2), 1)[number % 3]
        case = family.make(Random(f"{family.name} reasons {number}"), size)
        trace = trace_in_process(case.program, case)
        scene = Scene(trace.steps)
        for place, invariant in enumerate(case.program.invariants):
            for _, names in all_names(trace, invariant, scene):
                assert holds(invariant.predicate, names), (invariant.predicate, case.arguments, case.stdin)
                with contextlib.suppress(PredicateError):  # a list may be too long to tell
                    filled(invariant.said, names)
                    told.add(place)
        if number == 0:
            text = narrate(trace)
            assert family.idea.removesuffix(".") in text
            verdict = verify(text, trace, detail="full", view="whole")
            assert verdict.accepted, verdict.detail
    assert told == set(range(len(family.invariants))), "an invariant that is never told"


@pytest.mark.parametrize("family", REASONED, ids=[family.name for family in REASONED])
def test_the_words_are_sentences(family: Family) -> None:
    assert 8 <= len(family.idea.split()) <= 70
    assert family.idea.endswith(".")
    assert not {"{", "}", "\n"} & set(family.idea)
    for invariant in family.invariants:
        assert invariant.said[0] not in " .,"
        assert not invariant.said.endswith(".")
        assert len(invariant.said) >= 12
