"""Solutions in words: every sentence is one that the program's glossary has for that step, with the run's own values.

The reader goes through the run by itself. For each visit of a line that the glossary speaks of it works out, from the
trace, which saying is due and what stands in its slots; the text must say just that, in that order, and nothing else.
The arithmetic of a sentence must hold as it stands, whatever the run was. Nothing of the narrator is used.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.literals.spoken import say
from tracepile_hf.records import Claim, Finding, Glossary, Question, Saying, Standing, Step, Trace, Verdict
from tracepile_hf.verification.expression import evaluate
from tracepile_hf.verification.reading.sums import false_sum, relations
from tracepile_hf.verification.reading.wordings import Slot, Wording, taken_apart
from tracepile_hf.verification.state import State, Unknown
from tracepile_hf.verification.timeline import Timeline

_ENDING: Final = re.compile(r"\n\nThe answer is (?:\$\\boxed\{(?P<boxed>[^\n]*)\}\$|(?P<plain>[^\n]+?))\.\s*\Z")
_GAP: Final = re.compile(r"(?: |\n\n?)(?=\S)")
_PART: Final = re.compile(r"\{(\d*)(?:\|([^{}]*))?\}")
_NEAR: Final = 40  # sentences due later that a sentence out of place is looked for among
_FAULTS: Final = (Unknown, ValueError, TypeError, LookupError, ArithmeticError, RecursionError)


class Due(NamedTuple):
    """A sentence that is to be told next: its saying, the step, and its wordings with the values of their slots."""

    saying: Saying | None
    step: int
    texts: tuple[tuple[Wording | None, str, tuple[str, ...]], ...]


class _Fault(Exception):
    """The first thing that is wrong with a text."""

    def __init__(self, reason: str, detail: str, truth: str = "", span: tuple[int, int] = (0, 0), step: int = -1):
        super().__init__(detail)
        self.reason, self.detail, self.truth, self.span, self.step = reason, detail, truth, span, step


def verify_solution(text: str, trace: Trace, question: Question) -> Verdict:
    """Whether a text is a solution of a question about a program with a glossary."""
    glossary = trace.case.program.glossary
    if glossary is None or trace.outcome != "finished":
        return Verdict(
            False, "not_traced", (), f"expected a finished run of a program with a glossary, got {trace.outcome}"
        )
    found: list[Finding] = []
    try:
        ending = _ending(text, trace, glossary, question)
        _read(text[: ending.start()], trace, glossary, found)
    except _Fault as fault:
        standing: Standing = "unread" if fault.reason == "unread" else "refuted"
        shown = text[slice(*fault.span)]
        claim = Claim("answer" if fault.reason.startswith("answer") else "said", "", shown, "", fault.span)
        if fault.span != (0, 0):
            found.append(Finding(claim, standing, fault.step, fault.truth, fault.detail))
        return Verdict(False, fault.reason, tuple(found), fault.detail)
    said = ending["boxed"] if ending["boxed"] is not None else ending["plain"]
    found.append(Finding(Claim("answer", "", "", said, (ending.start() + 2, len(text.rstrip()))), "proved"))
    return Verdict(True, "", tuple(found), f"{len(found)} claims proved")


def _ending(text: str, trace: Trace, glossary: Glossary, question: Question) -> re.Match[str]:
    ending = _ENDING.search(text)
    if ending is None:
        raise _Fault("answer_missing", "expected the text to end with `The answer is ...`, found none")
    said = ending["boxed"] if ending["boxed"] is not None else ending["plain"]
    span = (ending.start() + 2, len(text.rstrip()))
    if said.rstrip(".") != question.answer.rstrip("."):
        detail = f"expected the answer {question.answer!r}, got {said[:120]!r}"
        raise _Fault("answer_wrong", detail, question.answer, span)
    try:
        own = _result(trace, glossary)
    except (*_FAULTS, LiteralError) as error:
        raise _Fault("answer_wrong", f"expected a result that has words, got {error}") from None
    if own != question.answer:
        raise _Fault("answer_wrong", f"expected the answer {own!r} of the run, got {said[:120]!r}", own, span)
    return ending


def _result(trace: Trace, glossary: Glossary) -> str:
    """The run's result in words."""
    value: Any = trace.stdout.strip()
    if trace.case.program.entry_point is not None:
        value = literals.parse(trace.result or "None")
    if not glossary.answer:
        return say(value)

    def part(found: re.Match[str]) -> str:
        one, form = value, found[2] or ""
        if found[1]:
            one = (value.split() if isinstance(value, str) else list(value))[int(found[1])]
        if form and isinstance(one, str) and literals.is_value(one):
            one = literals.parse(one)
        yes, slash, no = form.partition("/")
        return (yes if one else no) if slash and isinstance(one, bool) else say(one, form)

    return _PART.sub(part, glossary.answer)


def _read(body: str, trace: Trace, glossary: Glossary, found: list[Finding]) -> None:
    """Takes the text sentence by sentence; raises _Fault at the first that is not the one that is due."""
    due = list(_due(trace, glossary))
    words = {word for _, unit in glossary.units for word in unit.split("~")}
    layout = "1. " if body.startswith("1. ") else "- " if body.startswith("- ") else ""
    at = 0
    for number, one in enumerate(due):
        at = _start(body, at, number, layout)
        at = _take(body, at, one, due, number, words, found)
    if body[at:].strip():
        raise _stray(body, at, due, len(due))
    if not due:
        raise _Fault("no_claims", "expected sentences about the run, the glossary has none for it")


def _start(body: str, at: int, number: int, layout: str) -> int:
    """Where the next sentence begins, behind what stands between two."""
    if number:
        gap = _GAP.match(body, at)
        if gap is None:
            if at >= len(body.rstrip()):
                raise _Fault("incomplete", f"expected sentence {number + 1} of the solution, got the end of the text")
            raise _Fault("unread", f"expected the end of a sentence, got {body[at : at + 60]!r}", "", (at, at + 1))
        at = gap.end()
        if layout and gap.group() != "\n":
            raise _Fault("unread", "expected a line for each step", "", (at, at + 1))
    mark = f"{number + 1}. " if layout == "1. " else layout
    if mark and not body.startswith(mark, at):
        raise _Fault("unread", f"expected {mark!r} at the head of a line, got {body[at : at + 20]!r}", "", (at, at + 1))
    return at + len(mark)


def _take(body: str, at: int, one: Due, due: list[Due], number: int, words: set[str], found: list[Finding]) -> int:
    for wording, text, values in one.texts:
        end = at + len(text)
        if body.startswith(text, at) and (end == len(body) or body[end].isspace()):
            wrong = false_sum(text, words)
            if wrong:
                detail = f"expected arithmetic that holds, got {wrong!r}"
                raise _Fault("refuted", detail, "", (at, end), one.step)
            found.extend(_claims(wording, text, values, at, one, words))
            return end
    raise _wrong(body, at, one) or _stray(body, at, due, number)


def _claims(
    wording: Wording | None, text: str, values: tuple[str, ...], at: int, one: Due, words: set[str]
) -> Iterator[Finding]:
    """What a sentence claims: that the step was made, each value, and each sum."""
    anchor = f"line {one.saying.line}" if one.saying is not None else ""
    yield Finding(Claim("said", anchor, text, "", (at, at + len(text))), "proved", one.step)
    if wording is not None:
        place = at
        for fixed, slot, value in zip(wording.texts, wording.slots, values, strict=False):
            place += len(fixed)
            claim = Claim("value", anchor, slot.expression, value, (place, place + len(value)))
            yield Finding(claim, "proved", one.step)
            place += len(value)
    for _, _, _, shown in relations(text, words):
        start = at + text.index(shown)
        yield Finding(Claim("sum", anchor, shown, "", (start, start + len(shown))), "proved", one.step)


def _wrong(body: str, at: int, one: Due) -> _Fault | None:
    """A sentence with the fixed words of the one that is due and other values in it."""
    for wording, text, values in one.texts:
        read = wording.read(body, at) if wording is not None else None
        if read is None or wording is None or "\n" in read.group():
            continue
        for slot, said, value, place in zip(
            wording.slots, read.groups(), values, range(1, len(values) + 1), strict=True
        ):
            if said != value:
                detail = f"expected {value!r} for {slot.expression}, got {said[:80]!r}"
                return _Fault("refuted", detail, value, read.span(place), one.step)
        return _Fault("refuted", f"expected {text!r}, got {read.group()!r}", text, read.span(), one.step)
    return None


def _stray(body: str, at: int, due: list[Due], number: int) -> _Fault:
    """What stands where something else is due: a later or an earlier step, or what is not read at all."""
    end = min((place for place in (body.find("\n", at), body.find(". ", at)) if place >= 0), default=len(body))
    span = (at, max(end, at + 1))
    expected = due[number].texts[0][1] if number < len(due) else "the end of the solution"
    shown = body[at : at + 120]
    for reason, others in (("incomplete", due[number + 1 : number + _NEAR]), ("out_of_order", due[:number])):
        for other in others:
            if any(body.startswith(text, at) for _, text, _ in other.texts):
                return _Fault(reason, f"expected {expected[:120]!r}, got {shown!r}", expected, span)
    return _Fault("unread", f"expected {expected[:120]!r}, got {shown!r} at character {at}", expected, span)


def _due(trace: Trace, glossary: Glossary) -> Iterator[Due]:
    """The sentences that a solution has, in order."""
    if glossary.opening:
        yield Due(None, -1, tuple((None, text, ()) for text in glossary.opening))
    said: dict[int, list[Saying]] = {}
    for saying in glossary.sayings:
        said.setdefault(saying.line, []).append(saying)
    units = dict(glossary.units)
    state = State(Timeline(trace))
    for first, last in _visits(trace.steps, said):
        moment = _Moment(state, trace.steps, first, last)
        for saying in said[trace.steps[last].line]:
            if saying.when and not moment.holds(saying.when):
                continue
            texts = tuple(_with_values(taken_apart(wording), moment, units) for wording in saying.wordings)
            if any(text for _, text, _ in texts):
                yield Due(saying, last, texts)
            break


def _visits(steps: tuple[Step, ...], said: Mapping[int, list[Saying]]) -> list[tuple[int, int]]:
    """(first step, last step) of every visit of a line that is spoken of, and of every call of what it defines."""
    ends: dict[tuple[int, int, int], list[int]] = {}
    calls: list[tuple[int, int]] = []
    defined = {step.line for step in steps if step.event == "call"}
    for place, step in enumerate(steps):
        if step.line not in said:
            continue
        if step.event == "call":
            calls.append((place, place))
        elif step.event == "line" and step.line not in defined:
            ends.setdefault((step.frame, step.line, step.visit), [place, place])[1] = place
    return sorted([*((first, last) for first, last in ends.values()), *calls], key=lambda pair: pair[1])


class _Moment:
    """A visit: what its expressions are worth."""

    def __init__(self, state: State, steps: tuple[Step, ...], first: int, last: int) -> None:
        self.state, self.first, self.last = state, first, last
        self.step = steps[last]
        self.following = steps[last + 1] if last + 1 < len(steps) else None

    def worth(self, expression: str, before: bool = False) -> Any:
        """The value of an expression after the visit, or before it. Raises _Fault where it has none."""
        try:
            return evaluate(_tree(expression), self._before if before else self._after)
        except _FAULTS as error:
            raise _Fault("refuted", f"expected a value of {expression}, there is none: {error}", "", (0, 0)) from None

    def holds(self, expression: str) -> bool:
        """Whether a condition holds after the visit."""
        return bool(self.worth(expression))

    def _after(self, node: ast.expr) -> Any:
        if not isinstance(node, ast.Name):
            raise Unknown("its parts are worked out")
        special = self._special(node.id)
        return self.state.lookup(node.id, self.step.frame, self.last).value if special is None else special[0]

    def _before(self, node: ast.expr) -> Any:
        if not isinstance(node, ast.Name):
            raise Unknown("its parts are worked out")
        try:
            return self.state.lookup(node.id, self.step.frame, self.first - 1).value
        except Unknown:
            return self._after(node)

    def _special(self, name: str) -> tuple[Any] | None:
        """What is known of the step itself, under these names."""
        step, after = self.step, self.following
        if name == "taken" and step.tests:
            return (step.tests[-1][1],)
        if name == "round" and step.iterations:
            return (step.iterations[-1][1],)
        if name == "result" and after is not None and after.event == "return" and after.frame == step.frame:
            return (literals.parse(after.value or "None"),)
        return None


def _with_values(wording: Wording, moment: _Moment, units: Mapping[str, str]) -> tuple[Wording, str, tuple[str, ...]]:
    values = tuple(_value(slot, moment, units) for slot in wording.slots)
    parts = [wording.texts[0]]
    for value, text in zip(values, wording.texts[1:], strict=True):
        parts += [value, text]
    return wording, "".join(parts), values


def _value(slot: Slot, moment: _Moment, units: Mapping[str, str]) -> str:
    form = slot.form
    if form is None:
        form = units.get(_named(slot.expression), "")
    try:
        return say(moment.worth(slot.expression, slot.before), form)
    except ValueError as error:
        raise _Fault("refuted", f"expected words for {slot.expression}, there are none: {error}") from None


@lru_cache(maxsize=4096)
def _named(expression: str) -> str:
    """The name of a place: `x` of `x` and of `x[i]`; empty for any other expression."""
    node = _tree(expression)
    if isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


@lru_cache(maxsize=4096)
def _tree(expression: str) -> ast.expr:
    return ast.parse(expression.strip(), mode="eval").body
