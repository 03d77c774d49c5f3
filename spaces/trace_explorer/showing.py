"""What the page is sent about a run: steps as small changes, the rationale cut at its claims, in plain JSON values.

Everything in it is text from a visitor's program: the page puts it in as text, never as markup.
"""

from __future__ import annotations

from typing import Any

from tracepile_hf.questions.history import History, root
from tracepile_hf.records import Step, Trace, Verdict

SHOWN = 240  # characters of a value that the page shows


def payload(trace: Trace, text: str, verdict: Verdict) -> dict[str, Any]:
    """The run as the player reads it: `code` lines, `steps`, `text` pieces, `outcome`.

    A step is {e: event, l: line, f: frame, q: enclosing frame, n: function, d: depth, c: [[owner, name, value,
    changed part], ...]} with `o` for what it printed and `v` for a value; a piece of text is [words] or [words,
    standing, step, note].
    """
    return {
        "code": trace.case.program.code.rstrip("\n").split("\n"),
        "steps": _steps(trace),
        "text": pieces(text, verdict),
        "outcome": outcome(trace),
        "proved": sum(finding.standing == "proved" for finding in verdict.claims),
        "claims": len(verdict.claims),
        "accepted": verdict.accepted,
    }


def _steps(trace: Trace) -> list[dict[str, Any]]:
    history = History(trace)
    wholes: dict[int, dict[tuple[int, str], str]] = {}
    for (frame, name), _ in history.names.items():
        for index, value in history.values(frame, name):
            wholes.setdefault(index, {})[frame, name] = value
    return [_step(step, wholes.get(step.index, {})) for step in trace.steps]


def _step(step: Step, wholes: dict[tuple[int, str], str]) -> dict[str, Any]:
    shown: dict[str, Any] = {"e": step.event, "l": step.line, "f": step.frame, "n": step.function, "d": step.depth}
    shown["q"] = step.enclosing
    changes = []
    for (place, literal), owner in zip(step.changed, step.owners, strict=True):
        name = root(place)
        part = "" if place == name else f"{place} = {literal}"
        changes.append([owner, name, cut(wholes.get((owner, name), literal if not part else "")), cut(part)])
    if changes:
        shown["c"] = changes
    if step.stdout:
        shown["o"] = step.stdout
    if step.value is not None:
        shown["v"] = cut(step.value)
    if step.tests:
        shown["t"] = [[condition, outcome] for condition, outcome in step.tests]
    return shown


def pieces(text: str, verdict: Verdict) -> list[list[Any]]:
    """The text in order, cut so that each claim is one piece: [words] or [words, standing, step, note]."""
    found: list[list[Any]] = []
    at = 0
    for finding in sorted(verdict.claims, key=lambda finding: finding.claim.span):
        start, end = finding.claim.span
        if start < at or end <= start:
            continue  # a claim inside another one, such as the value in an anchor
        if start > at:
            found.append([text[at:start]])
        note = (
            f"the run says {finding.truth}" if finding.truth and finding.standing == "refuted" else finding.claim.kind
        )
        found.append([text[start:end], finding.standing, finding.step, note])
        at = end
    if at < len(text):
        found.append([text[at:]])
    return found


def outcome(trace: Trace) -> str:
    """One clear sentence about how the run ended."""
    if trace.outcome == "finished":
        return f"Finished after {sum(step.event == 'line' for step in trace.steps)} steps."
    if trace.outcome == "raised":
        return f"Ended by an exception: {cut(trace.exception or '')}."
    said = {
        "timed_out": "The program was stopped: it ran longer than a visitor's run may.",
        "out_of_memory": "The program was stopped: it asked for more memory than a visitor's run may have.",
        "too_long": "The run was stopped: it took more steps than can be shown here.",
        "crashed": "The program crashed the interpreter; nothing else was harmed.",
        "refused": "This program cannot be told exactly, so it is not told at all.",
    }[trace.outcome]
    return f"{said} ({trace.reason})" if trace.reason else said


def cut(value: str) -> str:
    """A value short enough to show."""
    return value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
