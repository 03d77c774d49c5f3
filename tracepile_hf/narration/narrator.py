"""The deterministic narrator: a trace in English that a careful teaching assistant would write, provable line by line.

Every statement it makes has a surface form of docs/claims.md. The wording comes from the item's own random stream: the
same trace, question and seed give the same text. No model is involved. `budget.py` decides what is folded.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable

from tracepile_hf.errors import InputError
from tracepile_hf.narration.source import read_source
from tracepile_hf.narration.teller import Teller
from tracepile_hf.records import DETAILS, Question, Trace


def narrate(
    trace: Trace,
    *,
    question: Question | None = None,
    budget_tokens: int | None = None,
    detail: str = "full",
    seed: int = 0,
    count_tokens: Callable[[str], int] | None = None,
) -> str:
    """The rationale of a trace: what happened, step by step, and the answer at its end.

    `detail` is "full", "condensed" or "outline" (docs/claims.md); `budget_tokens` folds what is repetitive until the text
    fits (`count_tokens` counts them; without it, three and a half bytes are a token). Raises `InputError` for a trace
    without a run, `BudgetError` when not even the outline fits.
    """
    if trace.outcome not in ("finished", "raised"):
        raise InputError("a trace of a finished or raised run", trace.outcome, f"case {trace.case.id}")
    if detail not in DETAILS:
        raise InputError(f"a detail of {', '.join(DETAILS)}", repr(detail), "narrate")
    stream = _stream(trace, question, seed)
    teller = Teller(read_source(trace.case.program.code), stream, trace.case.program.entry_point)
    steps = trace.steps
    tell = teller.tell
    for step, following in zip(steps, steps[1:], strict=False):
        tell(step, following)
    if steps:
        tell(steps[-1], None)
    teller.close()
    return "".join(teller.parts) + ending(trace, question)


def _stream(trace: Trace, question: Question | None, seed: int) -> random.Random:
    item = f"{seed}\0narration\0{trace.case.id}\0{question.id if question is not None else ''}\0{trace.digest}"
    return random.Random(hashlib.sha256(item.encode("utf-8", "surrogatepass")).digest())


def ending(trace: Trace, question: Question | None) -> str:
    """The answer, as the last paragraph."""
    if question is not None:
        answer, fenced = question.answer, "\n" in question.answer
    elif trace.outcome == "raised":
        answer, fenced = trace.exception or "", False
    elif trace.result is not None:
        answer, fenced = trace.result, False
    else:
        answer, fenced = trace.stdout, True
    if fenced:
        newline = "" if answer.endswith("\n") or not answer else "\n"
        return f"\n\nAnswer:\n```\n{answer}{newline}```\n"
    return f"\n\nThe answer is {answer}."
