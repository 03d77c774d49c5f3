"""When a budget folds a run, the part that answers the question stays told."""

from __future__ import annotations

from random import Random

import pytest
from programs import run

from tracepile_hf import questions
from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.narration import tell
from tracepile_hf.narration.budget import choose, loop_fold, spare
from tracepile_hf.narration.narrator import COSTS
from tracepile_hf.narration.regions import find_regions
from tracepile_hf.narration.source import read_source
from tracepile_hf.records import Case, Program, Question, Trace
from tracepile_hf.verification import verify

NESTED = """\
def weigh(n):
    total = 0
    for i in range(n):
        for j in range(i, n):
            total += step(i, j)
    return total

def step(i, j):
    part = i * 7 + j
    return part % 5
"""
SCRIPT = """\
import math
first = 3
second = 5
third = 7
fourth = first + second
fifth = fourth * third
for word in input().split():
    fifth += len(word)
print(fifth)
"""


def traced(code: str, entry_point: str | None, *arguments: str, stdin: str = "") -> Trace:
    program = Program("p", "user", "test", code, entry_point)
    return trace_in_process(program, Case("c", program, arguments, stdin=stdin), Limits())


WEIGHED = traced(NESTED, "weigh", "9")


def about(kind: str, trace: Trace) -> list[Question]:
    found = [questions.ask(kind, trace, Random(seed)) for seed in range(30)]
    return list({question.id: question for question in found if question is not None}.values())


@pytest.mark.parametrize("kind", ["value_after_line", "call_arguments", "call_result", "branch", "next_line"])
@pytest.mark.parametrize("budget", [450, 380])
def test_the_step_that_answers_is_told_although_the_rest_is_folded(kind: str, budget: int) -> None:
    trace = run("insertion_sort", ("[9, 4, 7, 1, 8, 2, 6, 3, 5, 0]",)) if kind in ("branch", "next_line") else WEIGHED
    asked = about(kind, trace)
    assert len(asked) > 3
    folded = 0
    for question in asked:
        told = tell(trace, question=question, budget_tokens=budget)
        folded += "terations " in told.text
        verdict = verify(told.text, trace, question=question, detail=told.detail, view=told.view)
        assert verdict.accepted, verdict.detail
        answering = trace.steps[question.moment]
        if answering.event in ("call", "return"):
            call = next(step for step in trace.steps if step.event == "call" and step.frame == answering.frame)
            arguments = ", ".join(literal for _, literal in call.arguments)
            assert f"`{call.function}({arguments})`" in told.text
        else:
            steps = {found.step for found in verdict.claims if not found.claim.kind.startswith("fold")}
            assert answering.index in steps, (question.prompt[-90:], told.text)
    assert folded


def test_without_a_moment_late_steps_are_folded_away() -> None:
    """The test above can fail: blind to the question, the same budget folds most of the moments."""
    lost = 0
    asked = about("value_after_line", WEIGHED)
    regions = find_regions(WEIGHED.steps, read_source(NESTED))
    costs = [COSTS[step.event] for step in WEIGHED.steps]
    for question in asked:
        blind, _ = choose(regions, costs, 3000)
        seeing, reached = choose(regions, costs, 3000, moment=question.moment)
        assert reached
        assert not any(fold.start <= question.moment <= fold.end for fold in seeing.values())
        lost += any(fold.start <= question.moment <= fold.end for fold in blind.values())
    assert lost > len(asked) // 2


def test_a_target_that_only_folding_the_moment_can_reach_is_reached() -> None:
    regions = find_regions(WEIGHED.steps, read_source(NESTED))
    costs = [COSTS[step.event] for step in WEIGHED.steps]
    question = about("value_after_line", WEIGHED)[0]
    smallest = min(t for t in range(200, 4000, 50) if choose(regions, costs, t)[1])
    assert not choose(regions, costs, smallest, moment=question.moment)[1]
    told = tell(WEIGHED, question=question, budget_tokens=215)
    verdict = verify(told.text, WEIGHED, question=question, detail=told.detail, view=told.view)
    assert verdict.accepted, verdict.detail


def test_folds_never_overlap() -> None:
    regions = find_regions(WEIGHED.steps, read_source(NESTED))
    costs = [COSTS[step.event] for step in WEIGHED.steps]
    for moment in range(-1, len(costs), 7):
        for target in range(500, 9000, 500):
            folds, _ = choose(regions, costs, target, moment=moment)
            end = -1
            for start in sorted(folds):
                assert start > end
                end = folds[start].end


def test_a_fold_ends_with_its_last_iteration() -> None:
    outer = next(loop for loop in find_regions(WEIGHED.steps, read_source(NESTED)).loops if loop.line == 3)
    fold = loop_fold(outer, 2, 4)
    assert (fold.first, fold.last) == (2, 4)
    assert fold.end == outer.start(5) - 1


def test_an_outline_leaves_plain_statements_of_a_script_out_and_no_more_than_it_has_to() -> None:
    trace = traced(SCRIPT, None, stdin="one three five seven\n")
    lengths = []
    for budget in (200, 150, 125, 100):
        told = tell(trace, budget_tokens=budget)
        verdict = verify(told.text, trace, detail=told.detail)
        assert verdict.accepted, verdict.detail
        lengths.append(len(told.text))
    assert lengths == sorted(lengths, reverse=True)
    assert told.detail == "outline"
    assert "third" not in told.text
    assert "Line 9" in told.text or "line 9" in told.text


def test_what_is_left_out_first_binds_a_name_once_and_for_all() -> None:
    trace = traced(SCRIPT, None, stdin="one two\n")
    lines = [trace.steps[index].line for index in spare(trace.steps, {})]
    assert set(lines) == {2, 3, 4, 5, 6}  # the first step is always told
    assert lines[-2:] == [6, 5]
    kept = trace.steps[spare(trace.steps, {})[0]].index
    assert kept not in spare(trace.steps, {}, moment=kept)
