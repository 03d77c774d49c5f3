"""The value that a local variable has when its function returns."""

from __future__ import annotations

from random import Random

from tracepile_hf.questions.asked import Asked, ordinal
from tracepile_hf.questions.history import History

KIND = "value_at_return"
WORDINGS = (
    "What is the value of the local variable `{name}` when {call} returns?",
    "At the moment {call} returns, what does its local `{name}` hold?",
    "Just before control leaves {call}, which value is in `{name}`?",
    "When {call} comes to its end, what is `{name}`?",
    "Give the final value of `{name}` inside {call}.",
    "Which value does `{name}` have at the point where {call} returns?",
    "Follow {call} to its return. What is the last value of its variable `{name}`?",
    "With what value of `{name}` does {call} finish?",
)


def ask(history: History, random: Random) -> Asked | None:
    """A local that is not a parameter's unchanged argument and not simply the returned value."""
    options = []
    for function, calls in history.calls.items():
        for number, call in enumerate(calls, 1):
            back = history.returns.get(call.frame)
            if back is None:
                continue
            for name in history.locals_of(call.frame):
                if name not in ("self", "_") and len(history.names[call.frame, name]) > 1:
                    options.append((function, number, len(calls), name, back))
    random.shuffle(options)
    for function, number, count, name, back in options[:8]:
        value = history.value_at(back.frame, name, back.index)
        if value is not None and value != back.value:
            short = function.rsplit(".", 1)[-1]
            call_name = f"the {ordinal(number)} call of `{short}`" if count > 1 else f"`{short}`"
            return Asked({"name": name, "call": call_name}, value, back.index)
    return None
