"""What a certain call of a function returns."""

from __future__ import annotations

from random import Random

from tracepile_hf.questions.asked import Asked, later, ordinal
from tracepile_hf.questions.history import History, plain

KIND = "call_result"
WORDINGS = (
    "What does the {nth} call of `{function}` return? Calls are counted in the order in which they begin.",
    "Counting calls as they begin, which value does call number {number} of `{function}` return?",
    "Give the return value of the {nth} call of `{function}` (calls numbered as they are entered).",
    "`{function}` is called several times. What is the result of the {nth} call, in order of entry?",
    "Follow the {nth} call of `{function}`, counted by when it starts. What comes back from it?",
    "When `{function}` is entered for the {nth} time, what will that call return?",
    "What value does `{function}` give back in its {nth} call, if calls are numbered when they begin?",
    "Find call number {number} of `{function}` in order of entry and state what it returns.",
)


def ask(history: History, random: Random) -> Asked | None:
    """Any call but the first that returned a value other than None."""
    options = [(name, calls) for name, calls in history.calls.items() if len(calls) > 1]
    random.shuffle(options)
    for function, calls in options:
        number = later(random, len(calls) - 1) + 1
        back = history.returns.get(calls[number - 1].frame)
        if back is not None and back.value is not None and back.value != "None" and plain(back.value):
            blanks = {"function": function.rsplit(".", 1)[-1], "nth": ordinal(number), "number": str(number)}
            return Asked(blanks, back.value, back.index)
    return None
