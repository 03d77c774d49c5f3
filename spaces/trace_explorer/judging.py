"""A telling from anywhere, judged for the player: its words with what the run says of each claim, and a headline.

Wrong claims are placed where the run has what they should have said, so that a click leads to that line.
"""

from __future__ import annotations

import json
from typing import Any, Final

from marking import REASONS
from showing import cut, pieces, visible

from tracepile_hf.records import Finding, Trace, Verdict

STANDINGS: Final = ("proved", "refuted", "unplaced", "unread")
NEAR: Final = 12  # steps after the moment of a wrong claim in which what it should have said is looked for
_TRUE: Final = {
    True: "final answer right",
    False: "final answer wrong",
    None: "no final answer found",
}


def judged(text: str, verdict: Verdict, trace: Trace) -> dict[str, Any]:
    """The telling as the player reads it: `text` as in showing.payload, `headline`, `counts`, `first` (step or -1)."""
    findings = [_placed(finding, trace) for finding in verdict.claims]
    counts = {name: sum(finding.standing == name for finding in findings) for name in STANDINGS}
    wrong = sorted((one for one in findings if one.standing == "refuted"), key=lambda one: one.claim.span)
    first = next((one for one in wrong if one.step >= 0), None)
    return {
        "digest": trace.digest,
        "text": pieces(text, Verdict(verdict.accepted, verdict.reason, findings, verdict.detail)),
        "headline": headline(verdict, findings, trace),
        "why": _why(verdict, first, text),
        "accepted": verdict.accepted,
        "counts": counts,
        "first": first.step if first else -1,
    }


def headline(verdict: Verdict, findings: list[Finding], trace: Trace) -> str:
    """In one line: whether the answer is right, and where the first error is."""
    answers = [one.standing for one in findings if one.claim.kind == "answer"]
    right = None if not answers else "refuted" not in answers and "proved" in answers
    wrong = sorted((one for one in findings if one.standing == "refuted"), key=lambda one: one.claim.span)
    first = next((one for one in wrong if one.step >= 0 and one.claim.kind != "answer"), None)
    if first is not None:
        return f"{_TRUE[right]}; first error: {place(trace, first.step)}"
    if any(one.claim.kind != "answer" for one in wrong):
        return f"{_TRUE[right]}; an error about the run as a whole"
    open_ones = sum(one.standing in ("unread", "unplaced") for one in findings)
    if not findings:
        return "nothing in it can be checked"
    return f"{_TRUE[right]}; no error found" + (f", {open_ones} not checked" if open_ones else "")


def place(trace: Trace, index: int) -> str:
    """A step as a reader names it: its line, and the iteration of the outermost loop around it."""
    step = trace.steps[index]
    return f"line {step.line}" + (f", iteration {step.iterations[0][1]}" if step.iterations else "")


def _placed(finding: Finding, trace: Trace) -> Finding:
    """A refuted claim about a value, at the step that gives the true one, where there is one close by."""
    if finding.standing != "refuted" or finding.step < 0 or not finding.truth:
        return finding
    start = trace.steps[finding.step]
    for step in trace.steps[finding.step : finding.step + NEAR]:
        if step.frame != start.frame or step.iterations[:-1] != start.iterations[:-1]:
            continue
        if _gives(trace, step.index, finding.truth):
            return finding._replace(step=step.index)
    return finding


def _gives(trace: Trace, index: int, truth: str) -> bool:
    step = trace.steps[index]
    if any(literal == truth for _, literal in step.changed) or step.value == truth:
        return True
    if any(literal == truth for _, literal in step.operands):
        return False
    roots = {place.partition("[")[0].partition(".")[0] for place, _ in step.changed if "[" in place or "." in place}
    after = trace.steps[index + 1 : index + 1 + NEAR]
    return any(
        name in roots and literal == truth
        for later in after[:3]
        for name, literal in later.operands
        if later.frame == step.frame
    ) or (bool(roots) and truth[:1] in "[{(" and _whole(trace, index, roots, truth))


def _whole(trace: Trace, index: int, roots: set[str], truth: str) -> bool:
    """Whether one of the names holds this value after the step."""
    from tracepile_hf.places import Bindings

    bindings = Bindings()
    bindings.apply(*trace.steps[: index + 1])
    frame = trace.steps[index].frame
    return any(held.text == truth for name, held in bindings.names(frame).items() if name in roots)


def _why(verdict: Verdict, first: Finding | None, text: str) -> str:
    if verdict.accepted:
        return "Every claim is proved by the run."
    if first is not None:
        start, end = first.claim.span
        return f"It says “{visible(text[start:end]).strip('`* ')}”; the run says {cut(first.truth) or 'otherwise'}."
    return f"{REASONS[verdict.reason][:1].upper()}{REASONS[verdict.reason][1:]}."


def as_json(told: dict[str, Any]) -> str:
    """For the page."""
    return json.dumps(told, separators=(",", ":"))
