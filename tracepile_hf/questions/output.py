"""What does the run give in the end: the entry call's value, or all that a script prints."""

from __future__ import annotations

from random import Random

from tracepile_hf.questions.asked import Asked
from tracepile_hf.questions.history import History, plain
from tracepile_hf.questions.prompt import call_text

KIND = "output"
WORDINGS = (
    "What does {what}?",
    "Trace the run and say what {what_verb}.",
    "Work through the code step by step. What does {what}?",
    "Follow the execution line by line. What does {what} in the end?",
    "Without running it, find out what {what_verb}.",
    "Simulate the program by hand and give what {what_verb}.",
    "Go through every step that is executed, then state what {what_verb}.",
    "Work out, one step after the other, what {what_verb} at the end.",
)


def ask(history: History, random: Random) -> Asked | None:
    """The result of a function that returned a value, or the stdout of a script."""
    trace = history.trace
    if trace.outcome != "finished":
        return None
    if trace.case.program.entry_point is not None:
        if trace.result is None or not plain(trace.result):
            return None
        call = f"`{call_text(trace.case)}`"
        return Asked({"what": f"{call} return", "what_verb": f"{call} returns"}, trace.result)
    if not trace.stdout.strip():
        return None
    return Asked({"what": "the program print", "what_verb": "the program prints"}, trace.stdout.rstrip("\n"))
