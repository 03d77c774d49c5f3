"""Every bundled program, question kind and rewrite goes through the one main path, and next to nothing is refused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tracepile_hf import questions
from tracepile_hf.corpus.asking import ask_again
from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.configs import config_of, families_of, names_of
from tracepile_hf.corpus.figures import measure
from tracepile_hf.corpus.ledger import Ledger, read_ledger
from tracepile_hf.corpus.streams import stream
from tracepile_hf.diversify import REWRITES, rewritten
from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.narration import tell
from tracepile_hf.records import Case, Program, Question, Trace
from tracepile_hf.verification import verify

MOST_REFUSED = 0.005
RARE = {"loop_order", "recursion"}  # hardly any bundled program has their shape; tests/diversify has some that have
EACH = 6  # items a kind or a rewrite is tried on here; the build of 20,000 tries the rest
FAMILIES = names_of(config_of("all"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An item of every family, asked and rewritten."""
    folder = tmp_path_factory.mktemp("whole")
    build("all", len(FAMILIES), seed=11, out=folder, workers=2)
    return folder / "all"


@pytest.fixture(scope="module")
def ledger(whole: Path) -> Ledger:
    return read_ledger(whole / "ledger.json")


# What would count against a program, a kind or a rewrite; the rest of the reasons weigh rows against each other.
REFUSALS = (
    "bad_program", "no_input", "refused", "too_long", "out_of_memory", "crashed", "wrong_answer", "rejected",
    "over_budget", "not_text", "fault",
)  # fmt: skip


def beyond(tried: Counter[str], refused: Counter[str]) -> dict[str, str]:
    """What was refused more often than MOST_REFUSED, with how often."""
    return {name: f"{count} of {tried[name]}" for name, count in refused.items() if count > MOST_REFUSED * tried[name]}


def test_a_refusal_too_many_is_seen() -> None:
    tried = Counter({"often": 200, "rare": 10, "never": 10})
    assert beyond(tried, Counter(often=1)) == {}
    assert beyond(tried, Counter(often=2, rare=1)) == {"often": "2 of 200", "rare": "1 of 10"}


def test_no_program_is_refused_more_often_than_the_limit(whole: Path, ledger: Ledger) -> None:
    tried, refused = Counter(ledger.families), Counter[str]()
    for line in (whole / "rejects.jsonl").read_text(encoding="utf-8").splitlines():
        reject = json.loads(line)
        family = reject["id"].split("/")[1]
        tried[family] += 1
        refused[family] += reject["reason"] in REFUSALS
    assert beyond(tried, refused) == {}
    assert len(tried) == len(FAMILIES)


def test_next_to_nothing_is_refused_wrong_or_at_fault(ledger: Ledger) -> None:
    reasons = Counter[str]()
    for reason, count in ledger.dropped.items():
        reasons[reason.partition(":")[0]] += count
    for reason in ("bad_program", "no_input", "wrong_answer", "crashed", "out_of_memory", "not_text", "fault"):
        assert reasons[reason] == 0, reason
    assert reasons["refused"] <= MOST_REFUSED * ledger.considered, ledger.dropped


def test_no_family_is_left_out(ledger: Ledger, whole: Path) -> None:
    considered = Counter(ledger.families)
    for line in (whole / "rejects.jsonl").read_text(encoding="utf-8").splitlines():
        considered[json.loads(line)["id"].split("/")[1]] += 1
    assert set(considered) == {name.partition("/")[2] for name in FAMILIES}


def test_kinds_and_rewrites_are_there_and_the_balance_is_kept(ledger: Ledger, whole: Path) -> None:
    assert set(ledger.question_kinds) == set(questions.KINDS)
    assert len(set(ledger.rewrites)) >= 10
    assert set(ledger.rewrites) <= set(REWRITES)
    figures = measure(whole)
    assert figures is not None
    assert figures.faults() == []


def _run(program: Program, cases: list[Case]) -> list[Trace]:
    return [trace_in_process(program, case, Limits()) for case in cases]


def _traced(name: str, stage: str, size: int = 0) -> Trace:
    family = BUNDLED[name]
    case = family.make(stream(1, stage, name), size or max(1, family.default_size * 2 // 3))
    return trace_in_process(case.program, case, Limits())


BUNDLED = {name: family for name, family in families_of(config_of("all")).items() if not family.modules}


def _spread(salt: str) -> list[str]:
    """The families in an order of their own, so that those that are looked at first differ from kind to kind."""
    names = sorted(BUNDLED)
    stream(1, "spread", salt).shuffle(names)
    return names


def _fault_of(trace: Trace, question: Question) -> str:
    """What is wrong with a question and its text; nothing if both are as they should be."""
    told = tell(question.traces[-1], question=question, budget_tokens=4096)
    if told != tell(question.traces[-1], question=question, budget_tokens=4096):
        return "told in two ways"
    verdict = verify(told.text, question.traces[-1], question=question, detail=told.detail, view=told.view)
    if not verdict.accepted:
        return f"{verdict.reason}: {verdict.detail}"
    other = replace(question, answer="'something else'")
    return "any answer is accepted" if verify(told.text, other.traces[-1], question=other).accepted else ""


def _tried(salt: str, judge: Callable[[str], str | None]) -> int:
    """How many families it was tried on, with at most the limit at fault. `judge`: the fault, "", or None: no fit."""
    tried, refused, faults = Counter[str](), Counter[str](), []
    for name in _spread(salt):
        fault = judge(name)
        if fault is None:
            continue
        tried[salt] += 1
        refused[salt] += bool(fault)
        faults += [f"{name}: {fault}"] if fault else []
        if tried[salt] == EACH:
            break
    assert beyond(tried, refused) == {}, faults
    return tried[salt]


@pytest.mark.parametrize("kind", questions.KINDS)
def test_every_kind_is_asked_again_in_the_same_words_told_and_proved(kind: str) -> None:
    def judge(name: str) -> str | None:
        trace = _traced(name, "kind")
        question = ask_again(kind, trace, 3, name, _run)  # type: ignore[arg-type]  # lists where sequences will do
        if question is None:
            return None
        assert question == ask_again(kind, trace, 3, name, _run)  # type: ignore[arg-type]  # likewise
        return _fault_of(trace, question)

    assert _tried(kind, judge) >= 4, "too few programs have anything of this kind"


@pytest.mark.parametrize("rewrite", sorted(REWRITES))
def test_every_rewrite_keeps_the_answer_and_is_traced_told_and_proved(rewrite: str) -> None:
    def judge(name: str) -> str | None:
        family = BUNDLED[name]
        case = family.make(stream(1, "rewrite", name), max(1, family.default_size * 2 // 3))
        variant = rewritten(case.program, (rewrite,), stream(1, rewrite, name))
        if variant is None:
            return None
        assert variant == rewritten(case.program, (rewrite,), stream(1, rewrite, name))
        trace = trace_in_process(variant, replace(case, program=variant), Limits())
        question = questions.final_question(trace, stream(1, "ask", name))
        if trace.outcome != "finished" or question is None:
            return f"{trace.outcome} {trace.reason}"
        if case.expected not in (trace.result, trace.stdout):
            return f"expected {case.expected!r}, got {trace.result or trace.stdout!r}"
        return _fault_of(trace, question)

    least = 0 if rewrite in RARE else 4
    assert _tried(rewrite, judge) >= least, "too few programs have the shape for this rewrite"
