"""What a teacher needs of the runs, made in workers: the run in short, and what the checker finds about each text."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tracepile_hf.corpus.asking import ask_again
from tracepile_hf.corpus.making import traces_of
from tracepile_hf.corpus.rows import PATH, Row, case_of, digest_of, is_text, item_of, row_of
from tracepile_hf.errors import CorpusError, TracepileError
from tracepile_hf.narration import Telling
from tracepile_hf.quality.paths import POLICIES, accepted, answer_said, share_told
from tracepile_hf.quality.splits import split_of
from tracepile_hf.records import Finding, Question, Rationale, Run, Sample, Verdict
from tracepile_hf.teacher.condensed import condensed
from tracepile_hf.tokens import ESTIMATE, estimated
from tracepile_hf.verification import verify

log = logging.getLogger(__name__)
_ASIDE: Final = ("proved", "unplaced")  # standings that need no word to the writer


@dataclass(frozen=True, slots=True)
class Texts:
    """A row of the corpus and texts that answer its question. `detail`, `budget`: what is asked of them.

    `paraphrased`: they say the row's own text in other words, and are held to its view, its detail and all its claims.
    """

    row: Row
    texts: tuple[str, ...]
    detail: str
    budget: int
    paraphrased: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What the checker finds about one text. `reason` is one of the ledger's, with a detail after a colon."""

    accepted: bool
    reason: str
    detail: str
    hint: str  # what its writer is told
    told: float
    answer: str
    policies: tuple[str, ...]  # those that accept it
    row: Row | None  # the row that it would be


def questions_of(run: Run, rows: Sequence[Row]) -> list[Question]:
    """The questions of rows, asked again. CorpusError where another one comes out."""
    found = []
    for row, trace in zip(rows, traces_of([case_of(row) for row in rows], run), strict=True):
        question = ask_again(row["question_kind"], trace, row["seed"], item_of(row), run)
        if question is None or question.prompt != row["messages"][0]["content"]:
            raise CorpusError(f"expected the question of row {row['id']} to come out again, got another")
        found.append(question)
    return found


def in_short(run: Run, rows: Sequence[Row]) -> list[str]:
    """What happened in the runs that the rows' questions are about."""
    return [condensed(question.traces[-1]) for question in questions_of(run, rows)]


def judged(run: Run, batch: Sequence[Texts]) -> list[list[Found]]:
    """One finding a text, for each row of a batch."""
    questions = questions_of(run, [one.row for one in batch])
    return [
        [_judged(question, text, one) for text in one.texts] for question, one in zip(questions, batch, strict=True)
    ]


def _judged(question: Question, text: str, asked: Texts) -> Found:
    """The boundary between texts: what a stage makes of a hostile one costs that one, and is logged."""
    try:
        return _proved(question, text, asked)
    except TracepileError:
        raise
    except Exception as error:
        log.exception("%s: judging a text failed", asked.row["id"])
        return Found(False, f"fault:{type(error).__name__}", str(error), "", 0.0, "", (), None)


def _proved(question: Question, text: str, asked: Texts) -> Found:
    trace = question.traces[-1]
    text = text.strip()
    verdict, floor, view = _verdict(question, text, asked)
    length = estimated(text)
    reason, detail, made, hint = "", "", None, hint_of(verdict, text)
    if not is_text(question, text):
        reason = "not_text"
    elif not verdict.accepted:
        reason, detail = f"rejected:{verdict.reason}", verdict.detail
    elif asked.paraphrased and (fault := paraphrase_fault(question, asked.row, text, verdict)) is not None:
        reason, hint = fault
    elif length > asked.budget:
        reason, detail = "over_budget", f"{length} tokens of {asked.budget}"
    else:
        sample = Sample(Rationale(question, text, ""), verdict, split_of(asked.row["family"]))
        told, tokens = Telling(text, floor, view), estimated(question.prompt) + length
        made = row_of(sample, item_of(asked.row), asked.row["seed"], told, tokens, ESTIMATE, witness="all")
    return Found(
        not reason,
        reason,
        detail,
        hint,
        share_told(verdict, trace),
        answer_said(verdict),
        tuple(policy for policy in POLICIES if accepted(policy, text, trace, verdict)),
        made,
    )


def _verdict(question: Question, text: str, asked: Texts) -> tuple[Verdict, str, str]:
    """What the checker says of a text, at which detail and as which view."""
    trace, row = question.traces[-1], asked.row
    if asked.paraphrased:
        found = verify(text, trace, question=question, detail=row["detail"], view=row["view"])
        return found, row["detail"], row["view"]
    # A text may tell the whole run or stop where the answer is settled; what is said of a refused one is of the first.
    verdict, view = verify(text, trace, question=question, detail=asked.detail, view="whole"), "whole"
    if not verdict.accepted:
        stops = verify(text, trace, question=question, detail=asked.detail, view="until")
        verdict, view = (stops, "until") if stops.accepted else (verdict, view)
    return verdict, asked.detail, view


def paraphrase_fault(question: Question, row: Mapping[str, Any], text: str, verdict: Verdict) -> tuple[str, str] | None:
    """Why a proved text is no paraphrase of a row's, and what its writer is told; None where it is one."""
    own = row["messages"][1]["content"]
    if " ".join(own.split()) == " ".join(text.split()):
        return "unchanged", "This is the text itself, word for word."
    before = verify(own, question.traces[-1], question=question, detail=row["detail"], view=row["view"])
    missing = lost_claims(before, verdict)
    if not missing:
        return None
    first = min(missing, key=lambda one: one.claim.span)
    return "claim_lost", f'Your text leaves out what this says: "{own[slice(*first.claim.span)].strip()[:300]}"'


def lost_claims(before: Verdict, after: Verdict) -> list[Finding]:
    """What a proved text says that another does not, whatever the words: of what (a place, a line, a name, a branch),
    which value, if any, at which step of the run."""
    kept = {_meaning(one) for one in after.claims}
    return [one for one in before.claims if (one.claim.subject or one.claim.literal) and _meaning(one) not in kept]


def _meaning(one: Finding) -> tuple[str, str, int]:
    return one.claim.subject, one.claim.literal, one.step


def hint_of(verdict: Verdict, text: str) -> str:
    """What the writer of a text is told: its first false or unread clause, and what is true there."""
    if verdict.accepted:
        return ""
    faulty = [one for one in verdict.claims if one.standing not in _ASIDE]
    if not faulty:
        return verdict.detail
    first = min(faulty, key=lambda one: one.claim.span)
    return _clause(first, text, verdict)


def _clause(finding: Finding, text: str, verdict: Verdict) -> str:
    said = text[slice(*finding.claim.span)].strip()
    shown = said if len(said) <= 300 else said[:297] + "..."
    if finding.standing == "unread":
        more = f" {verdict.detail}" if verdict.reason == "unread" else ""
        return f'This is in none of the forms: "{shown}"{more}'
    truth = f"True is: {finding.truth}." if finding.truth else f"{verdict.detail}."
    return f'This is not what happened: "{shown}" {truth}'


def named(found: Found, path: int, narrator: str) -> Found:
    """With the row's own id and its narrator."""
    if found.row is None:
        return found
    row = {**found.row, "id": f"{found.row['id']}{PATH}{path}", "narrator": narrator}
    return replace(found, row={**row, "digest": digest_of(row)})
