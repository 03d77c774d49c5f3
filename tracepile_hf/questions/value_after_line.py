"""The value of a variable right after a certain run of a line."""

from __future__ import annotations

from random import Random

from tracepile_hf.places import root
from tracepile_hf.questions.asked import Asked, later, ordinal
from tracepile_hf.questions.history import History, atom

KIND = "value_after_line"
WORDINGS = (
    "What is the value of `{name}` right after line {line} has run for the {nth} time?",
    "Line {line} has just finished its {nth} run. What does `{name}` hold?",
    "Give the value of `{name}` immediately after the {nth} execution of line {line}.",
    "Stop the program as soon as line {line} has been executed for the {nth} time. What is `{name}`?",
    "After line {line} runs for the {nth} time, which value does `{name}` have?",
    "Suppose we pause just after the {nth} execution of line {line}. What value is stored in `{name}`?",
    "Trace up to the end of the {nth} run of line {line} and report `{name}`.",
    "Which value does `{name}` have at the moment the {nth} run of line {line} is complete?",
)


def ask(history: History, random: Random) -> Asked | None:
    """A number or text that the run of the line changed, at a run that is not the first where there are several.

    The header of a `for` is left out: what it binds can be read off what it runs over, and its runs count two ways.
    """
    options = []
    for line, runs in history.runs.items():
        if len(runs) < 2 or history.counts_once_more(line):
            continue
        run = runs[later(random, len(runs)) - 1]
        if run.number > 1 and not history.step_is_definition(run.step):
            options.append((line, run))
    random.shuffle(options)
    for line, run in options:
        names = sorted(
            {root(p) for (p, _), o in zip(run.step.changed, run.step.owners, strict=True) if o == run.step.frame}
        )
        random.shuffle(names)
        for name in names:
            value = history.value_at(run.step.frame, name, run.step.index)
            if value is not None and atom(value):
                return Asked({"name": name, "line": str(line), "nth": ordinal(run.number)}, value, run.step.index)
    return None
