"""The arguments of a certain call of a function."""

from __future__ import annotations

from random import Random

from tracepile_hf.questions.asked import Asked, later, ordinal
from tracepile_hf.questions.history import History, plain

KIND = "call_arguments"
WORDINGS = (
    "With which arguments is `{function}` called for the {nth} time? Answer with the tuple ({parameters}).",
    "Give the arguments of the {nth} call of `{function}` as a tuple ({parameters}).",
    "What values do the parameters ({parameters}) of `{function}` get in its {nth} call? Answer with a tuple.",
    "The {nth} time `{function}` is entered, what are its arguments? Write them as a tuple ({parameters}).",
    "Find the {nth} call of `{function}`, counting in the order in which calls begin, and give ({parameters}).",
    "Which tuple ({parameters}) is passed when `{function}` is called for the {nth} time?",
    "Trace the calls of `{function}` in order. What does the {nth} one receive for ({parameters})?",
    "As a tuple ({parameters}), what are the arguments of call number {number} of `{function}`?",
)


def ask(history: History, random: Random) -> Asked | None:
    """Any call but the first of a function that is called at least twice with simple arguments."""
    options = [(name, calls) for name, calls in history.calls.items() if len(calls) > 1 and calls[0].arguments]
    if not options:
        return None
    function, calls = random.choice(options)
    number = later(random, len(calls) - 1) + 1
    call = calls[number - 1]
    given = [(name, literal) for name, literal in call.arguments if name != "self"]
    if not given or not all(plain(literal) and len(literal) <= 60 for _, literal in given):
        return None
    answer = ", ".join(literal for _, literal in given)
    answer = f"({answer},)" if len(given) == 1 else f"({answer})"
    parameters = ", ".join(name for name, _ in given) + ("," if len(given) == 1 else "")
    blanks = {
        "function": function.rsplit(".", 1)[-1],
        "nth": ordinal(number),
        "number": str(number),
        "parameters": parameters,
    }
    return Asked(blanks, answer, call.index)
