"""Every bundled program, question kind and rewrite goes through the one main path, and next to nothing is refused."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from tracepile_hf import questions
from tracepile_hf.corpus.asking import ask_again
from tracepile_hf.corpus.build import build
from tracepile_hf.corpus.configs import config_of, families_of, names_of
from tracepile_hf.corpus.figures import measure
from tracepile_hf.corpus.ledger import Ledger, read_ledger
from tracepile_hf.corpus.streams import stream
from tracepile_hf.diversify import REWRITES, variants
from tracepile_hf.execution import Limits, trace_in_process
from tracepile_hf.records import Case, Program, Trace

MOST_REFUSED = 0.005
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
    rare = {"exception", "recursion_depth"}  # few programs raise or recurse
    assert set(questions.KINDS) - set(ledger.question_kinds) <= rare
    assert len(set(ledger.rewrites)) >= 10
    assert set(ledger.rewrites) <= set(REWRITES)
    figures = measure(whole)
    assert figures is not None
    assert figures.faults() == []


def _run(program: Program, cases: list[Case]) -> list[Trace]:
    return [trace_in_process(program, case, Limits()) for case in cases]


def test_a_rewritten_program_is_traced_as_its_original_is() -> None:
    tried = refused = 0
    for name, family in list(families_of(config_of("all")).items())[::15]:
        if family.modules:
            continue
        case = family.make(stream(1, "common", name), max(1, family.default_size // 2))
        for variant in islice(variants(case.program, stream(1, "variant", name)), 2):
            trace = trace_in_process(variant, Case(case.id, variant, case.arguments, (), case.stdin), Limits())
            tried += 1
            refused += trace.outcome == "refused"
    assert tried >= 40
    assert refused <= MOST_REFUSED * tried


def test_every_kind_is_asked_again_in_the_same_words() -> None:
    seen = Counter[str]()
    for name, family in list(families_of(config_of("all")).items())[::25]:
        if family.modules:
            continue
        case = family.make(stream(2, "common", name), family.default_size)
        trace = trace_in_process(case.program, case, Limits())
        for kind in questions.KINDS:
            first = ask_again(kind, trace, 3, name, _run)  # type: ignore[arg-type]  # lists where sequences will do
            assert first == ask_again(kind, trace, 3, name, _run)  # type: ignore[arg-type]  # likewise
            seen[kind] += first is not None
    assert len(seen) == len(questions.KINDS)
    assert sum(1 for count in seen.values() if count) >= 15
