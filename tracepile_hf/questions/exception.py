"""Which exception is raised, and where."""

from __future__ import annotations

from random import Random

from tracepile_hf.questions.asked import Asked, ordinal
from tracepile_hf.questions.history import History

KIND = "exception"
WORDINGS = (
    "Of what kind is {which} that this run raises, and on which line is it raised? Answer with (name, line).",
    "Name {which} that is raised in this run and the line where it arises, as a tuple (name, line).",
    "Look at {which} of this run. Give (name, line): its kind and the line it comes from.",
    "Where is {which} of this run raised, and of what kind is it? Answer with (name, line).",
    "Trace the run up to {which}. As (name, line), what is it and where is it raised?",
    "Give the kind of {which} in this run and the number of the line that raises it, as (name, line).",
    "What goes wrong at {which} of the run, and on which line? Answer with the tuple (exception name, line).",
    "Find {which} that occurs in this run: its name and the line it comes from, as a tuple (name, line).",
)


def ask(history: History, random: Random) -> Asked | None:
    """The origin of any exception that the run raised, caught or not."""
    origins = []
    previous = None
    for step in history.steps:
        if step.event == "raise" and (previous is None or previous.event != "raise"):
            origins.append(step)
        previous = step
    if not origins:
        return None
    number = random.randint(1, len(origins))
    step = origins[number - 1]
    name = (step.value or "").split("(")[0]
    if not name.isidentifier():
        return None
    which = f"the {ordinal(number)} exception" if len(origins) > 1 else "the exception"
    return Asked({"which": which}, f"({name!r}, {step.line})", step.index)
