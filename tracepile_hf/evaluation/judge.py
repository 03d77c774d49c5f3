"""The checker as a judge of what models write: a run made and its question asked again, every claim given a standing.

Claims are placed leniently: a model may jump, and a claim that no moment can be found for is unplaced, not refuted.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tracepile_hf.corpus.asking import ask_again
from tracepile_hf.corpus.rows import case_of, item_of
from tracepile_hf.errors import CorpusError, InputError
from tracepile_hf.execution import Limits, Tracer
from tracepile_hf.records import Case, Finding, Pairs, Program, Question, Trace, Verdict
from tracepile_hf.verification import verify

LIMITS: Final = Limits(seconds=10.0, steps=100_000)
TOLD: Final = ("finished", "raised")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text is judged against: a recorded run, and the question about it (None: how it ends)."""

    trace: Trace
    question: Question | None = None
    kind: str = ""
    level: str = ""
    family: str = ""


@functools.cache
def _tracer() -> Tracer:
    """Starts nothing until it is used; its processes end with this one."""
    return Tracer(policy="default", workers=1)


def _run(program: Program, cases: Sequence[Case]) -> Sequence[Trace]:
    return _tracer().run(program, cases, limits=LIMITS)


def asked_of_row(row: Mapping[str, Any]) -> Reference:
    """A corpus row's program run again and its question asked again. CorpusError if another question comes out."""
    case = case_of(dict(row))
    question = ask_again(row["question_kind"], _run(case.program, [case])[0], row["seed"], item_of(row), _run)
    if question is None or question.prompt != row["messages"][0]["content"]:
        raise CorpusError(
            f"expected the question of row {row['id']} to come out again, got {question and question.kind}"
        )
    return Reference(question.traces[-1], question, question.kind, str(row.get("level") or ""), str(row["family"]))


def asked_of_code(
    code: str, entry_point: str | None = None, arguments: Sequence[str] = (), keywords: Pairs = (), stdin: str = ""
) -> Reference:
    """A run of any program; the text should tell it and say how it ends. InputError if it cannot be traced."""
    program = Program("program", "user", "program", code, entry_point, source="user")
    trace = _run(program, [Case("program", program, tuple(arguments), keywords, stdin)])[0]
    if trace.outcome not in TOLD:
        why = trace.exception or trace.reason
        raise InputError("a run that ends and can be traced", f"{trace.outcome} {why}".strip(), "program")
    return Reference(trace, kind="output" if trace.outcome == "finished" else "exception")


def verdict_on(text: str, asked: Reference) -> Verdict:
    """The checker's verdict, claims placed leniently; what is proved where it stands is proved.

    Lenient placing aligns a text's claims to the run and can miss the moment of one that the strict reading proves:
    such a claim is true of the run, whichever placing shows it.
    """
    strict = verify(text, asked.trace, question=asked.question)
    if strict.accepted:
        return strict
    lenient = verify(text, asked.trace, question=asked.question, placing="lenient")
    proved = {_name(finding): finding for finding in strict.claims if finding.standing == "proved"}
    return replace(lenient, claims=tuple(proved.get(_name(finding), finding) for finding in lenient.claims))


def _name(finding: Finding) -> tuple[str, str, str, tuple[int, int]]:
    """What makes a claim of one reading the same as one of the other: its kind, its words and where they stand."""
    claim = finding.claim
    return claim.kind, claim.subject, claim.literal, claim.span
