"""A text stops where its answer is settled and gets it from what it told; the checker knows where that is by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from programs import PROGRAMS, run

from tracepile_hf import questions
from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.narration import BudgetError, tell
from tracepile_hf.records import REGISTERS, Case, Program, Question, Trace
from tracepile_hf.verification import verify

LINEAR = "def line(n):\n    total = 0\n    for i in range(n):\n        total += 3 * i\n    return total\n"


def runner(program: Program, cases: Sequence[Case]) -> list[Trace]:
    return [trace_in_process(program, case, Limits()) for case in cases]


def asked_of(trace: Trace) -> list[Question]:
    found = [questions.ask(kind, trace, Random(seed), runner) for kind in questions.KINDS for seed in range(2)]
    return list({question.id: question for question in found if question is not None}.values())


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_every_question_is_answered_by_a_text_that_stops_in_time(name: str) -> None:
    for question in asked_of(run(name)):
        for budget in (None, 500):
            try:
                told = tell(question.traces[-1], question=question, budget_tokens=budget)
            except BudgetError:
                continue
            verdict = verify(told.text, question.traces[-1], question=question, detail=told.detail, view=told.view)
            assert verdict.accepted, f"{question.kind}: {verdict.detail}\n{told.text}"
            if told.view == "until":
                assert max(finding.step for finding in verdict.claims) <= question.moment + 1


def late(trace: Trace) -> Question:
    """A question about a moment that leaves some of the run behind it."""
    asked = (question for question in asked_of(trace) if question.kind == "value_after_line")
    return next(question for question in asked if 0 <= question.moment < len(trace.steps) - 4)


def test_a_text_that_goes_on_is_refused() -> None:
    trace = run("insertion_sort")
    question = late(trace)
    whole = tell(trace, question=replace(question, asked=(), moment=-1))
    assert verify(whole.text, trace, question=question, view="whole").accepted
    assert verify(whole.text, trace, question=question, view="until").reason == "beyond_answer"


def test_the_checker_does_not_believe_the_moment_of_the_question() -> None:
    trace = run("insertion_sort")
    question = late(trace)
    told = tell(trace, question=question)
    for moment in (question.moment + 3, -1):
        longer = replace(question, moment=moment)
        assert verify(told.text, trace, question=longer, detail=told.detail, view="until").accepted
        text = tell(trace, question=longer).text
        assert not verify(text, trace, question=longer, detail=told.detail, view="until").accepted


def test_every_text_derives_its_answer_before_its_last_line() -> None:
    for name in sorted(PROGRAMS):
        for question in asked_of(run(name)):
            if question.kind in ("output", "what_if"):
                continue
            text = tell(question.traces[-1], question=question).text
            body = text.rpartition("The answer is")[0].rstrip().rpartition("\n\n")[2]
            assert question.answer in body, f"{question.kind}\n{text}"


def asked_back() -> Question:
    program = Program("p", "user", "p", "def line(n):\n    return [n, n * 3]\n", "line")
    trace = trace_in_process(program, Case("c", program, ("3",)), Limits())
    question = questions.ask("input_prediction", trace, Random(1), runner)
    assert question is not None
    return question


def test_an_input_is_looked_for_from_the_output_on() -> None:
    question = asked_back()
    text = tell(question.traces[-1], question=question).text
    assert text.startswith("We look for a call of `line` that returns [3, 9].")
    assert "`line(2)` returns [2, 6], not [3, 9]" in text
    assert "So `line(3)` returns [3, 9], as wanted: the arguments are (3,)." in text
    assert question.answer == "(3,)"
    for true, false in (
        ("`line(2)` returns [2, 6], not", "`line(2)` returns [2, 7], not"),
        ("`line(2)` returns", "`line(4)` returns"),
        ("that returns [3, 9]", "that returns [3, 8]"),
        ("So `line(3)`", "So `line(2)`"),
    ):
        changed = text.replace(true, false, 1)
        assert changed != text
        assert verify(changed, question.traces[-1], question=question).reason == "refuted"


def test_no_question_where_the_search_does_not_arrive() -> None:
    program = Program("p", "user", "p", "def line(n):\n    return [n * 7919, 1]\n", "line")
    trace = trace_in_process(program, Case("c", program, ("977",)), Limits())
    assert questions.ask("input_prediction", trace, Random(1), runner) is None


CHOOSING = """\
def f(n):
    total = 0
    if n > 4:
        total = n * 2
    else:
        total = n + 1
    return total
"""


def test_a_changed_run_is_told_beside_its_original() -> None:
    program = Program("p", "user", "p", CHOOSING, "f")
    first, second = (trace_in_process(program, Case("c", program, (n,)), Limits()) for n in ("5", "3"))
    blanks = (("change", "the function were called as `f(3)`"), ("what", "the call return"))
    question = Question("q", (first, second), "what_if", "what_if/0", "?", "4", -1, blanks)
    text = tell(second, question=question).text
    assert "Up to here the original run takes the same steps. In the original run, `n` = 5 here." in text
    assert "In the original run, line 4 comes next." in text
    assert "The original run returns 10, this one returns 4." in text
    assert verify(text, second, question=question).accepted
    for true, false in (
        ("`n` = 5 here", "`n` = 6 here"),
        ("line 4 comes next", "line 6 comes next"),
        ("returns 10, this one", "returns 11, this one"),
        ("this one returns 4", "this one returns 5"),
        ("In the original run, line 4 comes next", "The original run takes the same steps from beginning to end"),
    ):
        changed = text.replace(true, false, 1)
        assert changed != text
        assert verify(changed, second, question=question).reason == "refuted"


CALLED = """\
def show(t):
    print(str(t))

def tree(n):
    if n < 2:
        return n
    return tree(n - 1) + tree(n - 2)

def f(xs):
    total = 0
    for x in xs:
        total += x
        print(total) or show(x)
    return total + tree(5)
"""


@pytest.mark.parametrize("register", REGISTERS)
def test_every_question_is_answered_in_every_register(register: str) -> None:
    program = Program("p", "user", "p", CALLED, "f")
    trace = trace_in_process(program, Case("c", program, ("[4, 2, 5]",)), Limits())
    for question in asked_of(trace):
        for budget in (None, 400):
            try:
                told = tell(question.traces[-1], question=question, budget_tokens=budget, register=register)
            except BudgetError:
                continue
            verdict = verify(told.text, question.traces[-1], question=question, detail=told.detail, view=told.view)
            assert verdict.accepted, f"{question.kind}: {verdict.detail}\n{told.text}"
