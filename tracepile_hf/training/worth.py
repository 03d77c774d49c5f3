"""What a text is worth as a telling of a run, from the checker's lenient verdict: shares not to be had for nothing.

Every step of the run that did something has a weight; a loop's header, whose variable only counts on, has a small one.
A step is *told* once a proved claim stands at it that is about what it did: a place that it changed, a test that it
decided, a call, a value that it returned, an exception, what it printed. A claim that is said again tells nothing more,
and claims of some kinds tell nothing at all: that a line runs, what code it has, that a name is defined, that nothing
changes. Lines that are proved to be beside the question weigh nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tracepile_hf.places import root
from tracepile_hf.records import Finding, Question, Step, Trace
from tracepile_hf.verification import verify

ENOUGH: Final = 40.0  # weight of told steps from which on a longer run asks for no more
HEADER: Final = 0.2  # weight of a loop's header
LEAST: Final = 2.0  # weight that a text must tell before its form counts
ANSWER: Final = "answer"
UNTOLD: Final = frozenset(
    {"line", "lines", "back", "binding", "unset", "unchanged", "depth", "top", "order", "skip", "next", "manner"}
    | {"quote", "cause", "input", "fold_line", "recap_line", "recap_steps", "recap_depth", "recap_print"}
)
_ANSWERS: Final = re.compile(r"(?i)\banswer(?:\s+is\b|\s*:)")
_NUMBER: Final = re.compile(r"\d+")
_NAME: Final = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Worth:
    """The four rewards of one text, each between 0 and 1."""

    proved_share: float
    before_false: float
    answer: float
    format: float


def worth_of(text: str, question: Question) -> Worth:
    """What a text is worth that answers a question about a run."""
    trace = question.traces[-1]
    verdict = verify(text, trace, question=question, placing="lenient")
    claims = [one for one in verdict.claims if one.claim.kind != ANSWER]
    weights = _weights(trace, question.moment, _beside(claims, text))
    wanted = min(sum(weights), ENOUGH) or 1.0
    told = min(_told(claims, trace, weights) / wanted, 1.0)
    proved = len({_said(one) for one in claims if one.standing == "proved"})
    others = sum(one.standing != "proved" for one in claims)
    unread = sum(one.standing == "unread" for one in claims)
    said = len({_said(one) for one in claims if one.standing != "unread"})
    begun = min(_told(claims, trace, weights) / min(LEAST, wanted), 1.0)
    return Worth(
        round(told * proved / (proved + others), 6) if proved else 0.0,
        round(min(_told(_before_false(claims), trace, weights) / wanted, 1.0), 6),
        _answer(text, verdict.claims),
        round(begun * said / (said + unread), 6) if said else 0.0,
    )


def _said(one: Finding) -> tuple[str, str, str, int]:
    """What makes two claims the same: what they say, and of which step."""
    return one.claim.kind, one.claim.subject, one.claim.literal, one.step


def _before_false(claims: Sequence[Finding]) -> list[Finding]:
    """The claims up to the first that is refuted or unread, in the order of the text."""
    found: list[Finding] = []
    for one in sorted(claims, key=lambda one: one.claim.span):
        if one.standing in ("refuted", "unread"):
            break
        found.append(one)
    return found


def _told(claims: Sequence[Finding], trace: Trace, weights: Sequence[float]) -> float:
    """The weight of the steps that proved claims tell."""
    steps = {
        one.step
        for one in claims
        if one.standing == "proved"
        and 0 <= one.step < len(weights)
        and one.claim.kind not in UNTOLD
        and _is_about(one, trace.steps[one.step])
    }
    return sum(weights[step] for step in steps)


def _beside(claims: Sequence[Finding], text: str) -> set[int]:
    """The lines that a text leaves out, and that the checker has found to be beside the question."""
    told = [text[slice(*one.claim.span)] for one in claims if one.claim.kind == "beside" and one.standing == "proved"]
    return {int(number) for words in told for number in _NUMBER.findall(words)}


def _weights(trace: Trace, moment: int, beside: set[int]) -> list[float]:
    """What telling each step is worth; nothing after the step that settles the answer (-1: the run's end)."""
    end = len(trace.steps) if moment < 0 else moment + 1
    return [_weight(step) if step.index < end and step.line not in beside else 0.0 for step in trace.steps]


def _weight(step: Step) -> float:
    if step.event == "line":
        if not step.changed and not step.tests:
            return 0.0
        if any("<function" in literal or "<class" in literal or "<module" in literal for _, literal in step.changed):
            return 0.0  # a definition or an import
        return HEADER if any(line == step.line for line, _ in step.iterations) else 1.0
    return 0.0 if step.function == "<module>" and step.event != "print" else 1.0


def _is_about(one: Finding, step: Step) -> bool:
    """Whether a claim says what a step did, and not something else that is true there too."""
    if step.event != "line" or one.claim.kind in ("iteration", "loop_end", "branch", "leave", "restart", "catch"):
        return True
    names = {root(place) for place, _ in step.changed}
    names |= {name for test, _ in step.tests for name in _NAME.findall(test)}
    return bool(names & set(_NAME.findall(one.claim.subject)))


def _answer(text: str, claims: Sequence[Finding]) -> float:
    """1 if the text's only answer is right."""
    right = any(one.claim.kind == ANSWER and one.standing == "proved" for one in claims)
    return float(right and len(_ANSWERS.findall(text)) == 1)
