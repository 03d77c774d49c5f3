"""A certain line of what a program prints."""

from __future__ import annotations

from random import Random

from tracepile_hf.questions.asked import Asked, later, ordinal
from tracepile_hf.questions.history import History

KIND = "printed_line"
WORDINGS = (
    "What is the {nth} line that the program prints? Answer with it as a string.",
    "Give the {nth} line of the output as a Python string.",
    "The program prints several lines. What does the {nth} one say? Write it as a string.",
    "Write the {nth} printed line as a Python string.",
    "Which text stands on line {number} of the output? Answer with a string.",
    "What is line {number} of the output? Write it as a Python string.",
    "Look only at the {nth} line of what is printed. What is it, as a string?",
    "Find the {nth} line of the program's output and quote it as a Python string.",
)


def ask(history: History, random: Random) -> Asked | None:
    """Any line of an output of at least two lines; blank lines are left out."""
    lines = history.trace.stdout.splitlines()
    if history.trace.outcome != "finished" or len(lines) < 2:
        return None
    number = later(random, len(lines))
    if not lines[number - 1].strip():
        return None
    return Asked({"nth": ordinal(number), "number": str(number)}, repr(lines[number - 1]), _settled(history, number))


def _settled(history: History, number: int) -> int:
    """The print step that completes the line."""
    ended = 0
    for step in history.steps:
        if step.event == "print":
            ended += step.stdout.count("\n")
            if ended >= number:
                return step.index
    return -1
