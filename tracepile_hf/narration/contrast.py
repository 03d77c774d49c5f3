"""A run told beside others: where a changed run leaves its original, and the trials before the one that fits."""

from __future__ import annotations

from typing import Final

from tracepile_hf.narration.aside import Asides
from tracepile_hf.places import is_told
from tracepile_hf.records import Question, Step, Trace

MOST_VALUES: Final = 3  # differing values told before the runs part
MOST_PRINTED: Final = 8
LONG: Final = 60


def compare(found: Asides, question: Question) -> None:
    """What belongs beside the last of a question's runs because of those before it."""
    if question.kind == "what_if":
        _beside_the_original(found, question.traces[0], question.traces[-1])
    elif question.kind == "input_prediction":
        _after_trials(found, question)


def _beside_the_original(found: Asides, original: Trace, changed: Trace) -> None:
    parting = _parting(original, changed)
    told = 0
    for one, two in zip(original.steps[:parting], changed.steps[:parting], strict=True):
        if told == MOST_VALUES:
            break
        known = dict(one.changed)
        for place, value in two.changed:
            before = known.get(place, value)
            if before != value and _is_short(before) and _is_short(value) and "`" not in place:
                found.after.setdefault(two.index, []).append(f"in the original run, `{place}` = {before} here")
                told += 1
                break
    if parting < min(len(original.steps), len(changed.steps)):
        _where_they_part(found, original, changed, parting)
    elif len(original.steps) == len(changed.steps):
        found.closing.insert(0, "the original run takes the same steps from beginning to end")
    if changed.case.program.entry_point is not None:
        if original.outcome == "finished" and len(original.result or "") + len(changed.result or "") <= 400:
            found.closing.append(f"the original run returns {original.result}, this one returns {changed.result}")
        return
    lines = original.stdout.splitlines()
    if original.outcome == "finished" and 0 < len(lines) <= MOST_PRINTED and len(original.stdout) <= 300:
        found.closing.insert(0, "the original run prints " + ", ".join(map(repr, lines)))


def _where_they_part(found: Asides, original: Trace, changed: Trace, parting: int) -> None:
    ours, theirs = changed.steps[parting], original.steps[parting]
    before = changed.steps[parting - 1]
    if parting == 0 or ours.event != "line" or before.event != "line":
        return
    told = ["up to here the original run takes the same steps"]
    known = dict(before.operands)
    for text, value in original.steps[parting - 1].operands:
        if known.get(text, value) != value and _is_short(value) and "`" not in text:
            told.append(f"in the original run, `{text}` = {value} here")
            break
    if theirs.event == "line":
        told.append(f"in the original run, line {theirs.line} comes next")
    found.after.setdefault(before.index, []).extend(told)


def _parting(original: Trace, changed: Trace) -> int:
    """The first step at which the runs are at different places, or where the shorter one ends."""
    for index, (one, two) in enumerate(zip(original.steps, changed.steps, strict=False)):
        if _place(one) != _place(two):
            return index
    return min(len(original.steps), len(changed.steps))


def _place(step: Step) -> tuple[str, int, str]:
    return step.event, step.line, step.function


def _is_short(value: str) -> bool:
    return len(value) <= LONG and is_told(value)


def _after_trials(found: Asides, question: Question) -> None:
    wanted, *trials, hit = question.traces
    name = wanted.case.program.entry_point
    found.opening.append(f"we look for a call of `{name}` that returns {wanted.result}")
    if question.way:
        found.opening.append(f"the way back: {question.way}")
        found.authored.append(question.way)
    found.opening += [f"the wanted result has `{text}` = {value}" for text, value in question.reads]
    if trials and (question.way or question.reads):
        found.opening.append(f"the first call to try is `{name}({', '.join(trials[0].case.arguments)})`")
    for trial in trials:
        call = f"`{name}({', '.join(trial.case.arguments)})`"
        if trial.outcome == "raised":
            found.opening.append(f"{call} raises `{(trial.exception or '').partition('(')[0]}`")
        else:
            found.opening.append(f"{call} returns {trial.result}, not {wanted.result}")
    found.closing.append(
        f"so `{name}({', '.join(hit.case.arguments)})` returns {hit.result}, as wanted: "
        f"the arguments are {question.answer}"
    )
