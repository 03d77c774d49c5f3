"""Inputs that are looked for on the way that a family's author gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from tracepile_hf import questions
from tracepile_hf.corpus.inverting import backwards_of
from tracepile_hf.execution.in_process import trace_in_process
from tracepile_hf.families.registry import families
from tracepile_hf.narration import tell
from tracepile_hf.records import REGISTERS, Case, Program, Question, Trace
from tracepile_hf.verification import verify


def run(program: Program, cases: Sequence[Case]) -> Sequence[Trace]:
    return [trace_in_process(program, case) for case in cases]


def asked(name: str, seed: int) -> Question:
    family = families("algorithm")[name]
    case = family.make(Random(f"{name} {seed}"), family.default_size)
    (trace,) = run(case.program, [case])
    question = questions.ask("input_prediction", trace, Random(seed), run, backwards_of)
    assert question is not None
    return question


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("name", ["base_conversion", "bubble_sort", "huge_addition", "run_length_encoding"])
def test_the_way_back_is_told_and_proved(name: str, register: str) -> None:
    question = asked(name, 1)
    told = tell(question.traces[-1], question=question, register=register)
    assert f"The way back: {question.way}" in told.text
    assert question.way == families("algorithm")[name].invert.way  # type: ignore[union-attr]
    verdict = verify(told.text, question.traces[-1], question=question, detail=told.detail, view=told.view)
    assert verdict.accepted, verdict.detail


def with_a_trial() -> Question:
    """A question whose search runs a call that does not fit before the one that does."""
    question = asked("base_conversion", 1)
    wanted, hit = question.traces[0], question.traces[-1]
    (wrong,) = run(wanted.case.program, [replace(wanted.case, arguments=("'11'", "2", "3"))])
    return replace(question, traces=(wanted, wrong, hit))


def test_trials_are_told_in_their_order_and_compared() -> None:
    question = with_a_trial()
    text = tell(question.traces[-1], question=question).text
    hit = f"`convert({', '.join(question.traces[-1].case.arguments)})`"
    assert "The first call to try is `convert('11', 2, 3)`. " in text
    assert f"`convert('11', 2, 3)` returns ('10', 3), not {question.traces[0].result}" in text
    assert verify(text, question.traces[-1], question=question, detail="full").accepted
    wrong = text.replace("The first call to try is `convert('11', 2, 3)`", f"The first call to try is {hit}")
    assert wrong != text
    assert not verify(wrong, question.traces[-1], question=question, detail="full").accepted


def test_neither_the_sentence_nor_what_is_read_is_believed() -> None:
    question = asked("base_conversion", 1)
    text = tell(question.traces[-1], question=question).text
    number = question.reads[1][1]
    assert f"The wanted result has `result[1]` = {number}." in text
    for true, false in (
        (f"`result[1]` = {number}", f"`result[1]` = {int(number) + 1}"),
        (f"`result[1]` = {number}", f"`numeral` = {number}"),
        (f"`result[1]` = {number}", f"`open(result[1])` = {number}"),
        ("The way back: the number itself", "The way back: the square of the number"),
        ("say ten", "say two"),
        ("The way back: the number", "Way `____`. The way back: the number"),
        ("The wanted result has", "The way back: trust me. The wanted result has"),
    ):
        changed = text.replace(true, false, 1)
        assert changed != text
        for placing in ("strict", "lenient"):
            assert not verify(changed, question.traces[-1], question=question, placing=placing).accepted, changed
    for other in (replace(question, way=""), replace(question, way="something else")):
        assert not verify(text, question.traces[-1], question=other).accepted


def test_a_rewritten_program_keeps_the_way_but_not_the_sentence_and_another_has_neither() -> None:
    question = asked("base_conversion", 1)
    trace = question.traces[0]
    program = trace.case.program
    code = program.code.replace("converted", "written")
    for changed, has_way, tries in (
        (program, True, True),
        (replace(program, code=code, rewrites=("rename",)), False, True),
        (replace(program, code=code), False, False),
        (replace(program, source="user"), False, False),
        (replace(program, family="nobody"), False, False),
    ):
        back = backwards_of(replace(trace, case=replace(trace.case, program=changed)))
        assert (back is not None and bool(back.way)) is has_way
        assert (back is not None) is tries
