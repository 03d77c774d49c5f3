"""Ideas and invariants in texts: told where they hold, proved by the checker, refused where they do not."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tracepile_hf.diversify import rewritten
from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.families.registry import families
from tracepile_hf.narration import narrate
from tracepile_hf.records import REGISTERS, Case, Invariant, Program, Trace
from tracepile_hf.verification import verify

CODE = "def f(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n"
GROWS = Invariant("total >= x", "{total} is at least {x}", line="total += x")
OVER = Invariant("total == sum(xs)", "the total is {xs|sum}", line="for x in xs:", moment="end")
RIGHT = Invariant("result == sum(xs)", "{xs|sum}, as returned", moment="result")
IDEA = "Add one number after the other. What was added so far is in `total`."


def run(*invariants: Invariant, idea: str = IDEA, arguments: str = "[3, 1, 2]") -> Trace:
    program = Program("p", "user", "p", CODE, "f", idea=idea, invariants=invariants)
    return trace_in_process(program, Case("p", program, (arguments,)))


@pytest.mark.parametrize("register", REGISTERS)
def test_reasons_are_told_and_proved_in_every_register(register: str) -> None:
    trace = run(GROWS, OVER, RIGHT)
    text = narrate(trace, register=register)
    for said in (IDEA.removesuffix("."), "4 is at least 1", "the total is 3 + 1 + 2 = 6", "3 + 1 + 2 = 6, as returned"):
        assert said in text
    verdict = verify(text, trace, detail="full", view="whole")
    assert verdict.accepted, verdict.detail
    assert sum(one.claim.kind in ("reason", "promise", "kept") for one in verdict.claims) >= 6


def test_who_traces_does_not_speak_in_the_authors_words() -> None:
    ours = Invariant("total >= x", "now we have {total}, and the program adds on", line="total += x")
    trace = run(ours, idea="We add up. The program runs to the end.")
    text = narrate(trace, register="first_person")
    for said in ("The idea: We add up. The program runs to the end.", "now we have 4, and the program adds on"):
        assert said.partition(": ")[2] in text or said in text
    assert "I trace" in text
    assert verify(text, trace, detail="full", view="whole").accepted


def test_what_does_not_hold_is_not_told() -> None:
    for false in (
        GROWS._replace(predicate="total > 4"),
        GROWS._replace(predicate="missing > 1"),
        GROWS._replace(line="total += y"),
        OVER._replace(predicate="total != sum(xs)"),
    ):
        text = narrate(run(false))
        assert "at least" not in text
        assert "the total is" not in text


def forged(text: str, trace: Trace) -> bool:
    return verify(text, trace, detail="full", view="whole").accepted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("4 is at least 1", "4 is at least 3"),
        ("4 is at least 1", "3 is at least 3"),
        ("4 is at least 1", "4 is greater than 1"),
        ("the total is 3 + 1 + 2 = 6", "the total is 3 + 1 + 2 = 7"),
        ("the total is 3 + 1 + 2 = 6", "the total is 1 + 3 + 2 = 6"),
        ("Add one number", "Take one number"),
        ("`total`.", "`total`. It always works."),
        ("`total >= x`", "`total > x`"),
        ("all 3 runs", "all 2 runs"),
        ("3 + 1 + 2 = 6, as returned", "3 + 1 + 2 = 6, as printed"),
    ],
)
def test_other_words_and_values_are_refused(old: str, new: str) -> None:
    trace = run(GROWS, OVER, RIGHT)
    text = narrate(trace)
    assert old in text
    assert forged(text, trace)
    assert not forged(text.replace(old, new), trace)


def test_a_true_sentence_at_another_place_is_refused() -> None:
    trace = run(GROWS)
    text = narrate(trace)
    lead = next(lead for lead in ("Still, 4 is at least 1. ", "Again, 4 is at least 1. ") if lead in text)
    moved = text.replace(lead, "").replace("The loop on line 3 is", f"{lead}The loop on line 3 is")
    gone = text.replace(lead, "")
    assert forged(gone, trace)
    assert not forged(gone.replace("\n\nThe answer", f" {lead.strip()}\n\nThe answer"), trace)
    assert moved == gone or not forged(moved, trace)


def test_a_false_invariant_in_the_record_is_not_believed() -> None:
    honest = run(GROWS)
    text = narrate(honest)
    lying = GROWS._replace(predicate="total > x")
    program = replace(honest.case.program, invariants=(lying,))
    trace = replace(honest, case=replace(honest.case, program=program))
    assert not forged(text, trace)


def test_what_stands_for_authors_words_cannot_be_written() -> None:
    trace = run(GROWS)
    text = narrate(trace)
    for written in ("Reason `_0_`. ", "Reason `_1_______________________________`. "):
        assert not forged(written + text, trace)
        assert not forged(text.replace("\n\nThe answer", f" {written.strip()}\n\nThe answer"), trace)


def test_renaming_takes_ideas_and_invariants_along() -> None:
    family = families("algorithm")["binary_search"]
    case = family.make(Random(1), 12)
    told = 0
    for seed in range(12):
        variant = rewritten(case.program, ("rename",), Random(seed))
        assert variant is not None
        trace = trace_in_process(variant, replace(case, program=variant))
        text = narrate(trace)
        assert verify(text, trace, detail="full", view="whole").accepted
        assert variant.idea
        assert len(variant.invariants) >= len(case.program.invariants) - 2
        told += ("The invariant is that" in text) and variant.code != case.program.code
    assert told >= 6


def test_a_line_that_a_rewrite_took_away_takes_its_invariant_along() -> None:
    program = Program("p", "user", "p", CODE, "f", idea=IDEA, invariants=(GROWS,))
    variant = rewritten(program, ("augmented",), Random(1))
    assert variant is not None
    assert "total += x" not in variant.code
    assert variant.invariants == ()
    assert variant.idea == IDEA
