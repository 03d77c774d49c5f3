"""Which exception is raised, and where."""

from __future__ import annotations

from random import Random

from tracepile_hf.questions.asked import Asked, ordinal
from tracepile_hf.questions.history import History

KIND = "exception"
WORDINGS = (
    "Which exception is raised{which}, and on which line does it arise? Answer with the tuple (name, line).",
    "Name the exception{which} and the line where it arises, as a tuple (name, line).",
    "An exception occurs in this run. Give (name, line) for the one raised{which}.",
    "Where does the run raise an exception{which}, and of what kind? Answer with (name, line).",
    "Trace the run up to the exception{which}. As (name, line), what is it and where is it raised?",
    "Give the kind of the exception{which} and the number of the line that raises it, as (name, line).",
    "What goes wrong{which} and on which line? Answer with the tuple (exception name, line).",
    "Find the exception{which}: its name and the line it comes from, as a tuple (name, line).",
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
    which = f" as the {ordinal(number)} one" if len(origins) > 1 else ""
    return Asked({"which": which}, f"({name!r}, {step.line})", step.index)
