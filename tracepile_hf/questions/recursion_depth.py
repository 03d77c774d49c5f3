"""How deep a recursion goes."""

from __future__ import annotations

from random import Random

from tracepile_hf.questions.asked import Asked
from tracepile_hf.questions.history import History

KIND = "recursion_depth"
WORDINGS = (
    "What is the greatest number of calls of `{function}` that are active at the same time?",
    "How deep does the recursion of `{function}` go, counting the outermost call as 1?",
    "At its deepest, how many activations of `{function}` are on the call stack?",
    "Give the maximum recursion depth of `{function}` (a single call without recursion is depth 1).",
    "How many frames of `{function}` are stacked at the deepest point of the run?",
    "Counting the first call as depth 1, what depth does the recursion in `{function}` reach?",
    "Find the largest number of nested calls of `{function}` that have not returned yet.",
    "What is the height of the stack of `{function}` calls at its highest?",
)


def ask(history: History, random: Random) -> Asked | None:
    """A function that was active at least twice at once."""
    active: dict[str, int] = {}
    deepest: dict[str, tuple[int, int]] = {}
    opened: dict[int, str] = {}
    for step in history.steps:
        if step.event == "raise":
            return None  # frames left by an exception have no return step to count by
        if step.event == "call":
            opened[step.frame] = step.function
            active[step.function] = active.get(step.function, 0) + 1
            before = deepest.get(step.function, (0, 0))[0]
            deepest[step.function] = (max(before, active[step.function]), step.index)  # settled by the last call
        elif step.event == "return" and step.frame in opened:
            active[opened.pop(step.frame)] -= 1
    options = [(name, *found) for name, found in deepest.items() if found[0] > 1 and "<lambda>" not in name]
    if not options:
        return None
    function, depth, moment = random.choice(options)
    return Asked({"function": function.rsplit(".", 1)[-1]}, str(depth), moment)
