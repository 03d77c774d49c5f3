"""What a container holds at a moment of the run."""

from __future__ import annotations

from random import Random

from tracepile_hf.questions.asked import Asked, later, ordinal
from tracepile_hf.questions.history import History, plain

KIND = "container_state"
WORDINGS = (
    "What does `{name}` contain right after line {line} has run for the {nth} time?",
    "Give the full contents of `{name}` immediately after the {nth} run of line {line}.",
    "Line {line} has just been executed for the {nth} time. Write out `{name}`.",
    "How does `{name}` look once the {nth} execution of line {line} is over?",
    "Pause after the {nth} run of line {line}: what is in `{name}`?",
    "State the whole value of `{name}` after the {nth} execution of line {line}.",
    "Which elements does `{name}` hold after line {line} runs for the {nth} time? Write it as Python would.",
    "Write `{name}` as a Python literal as it stands just after the {nth} run of line {line}.",
)


def ask(history: History, random: Random) -> Asked | None:
    """A list, dict, set or tuple that has changed at least once before, up to 160 characters; not at a `for` header."""
    options = [key for key, indices in history.names.items() if len(indices) >= 3]
    random.shuffle(options)
    asked_of = {line: runs for line, runs in history.runs.items() if not history.counts_once_more(line)}
    ends = {run.step.index: (line, run) for line, runs in asked_of.items() for run in runs}
    for frame, name in options[:8]:
        moments = [(i, v) for i, v in history.values(frame, name) if plain(v) and v[0] in "[{(dCO" and v[-1] in ")]}"]
        moments = [(i, v) for i, v in moments[1:] if i in ends and 6 <= len(v) <= 160]
        if not moments:
            continue
        index, value = moments[later(random, len(moments)) - 1]
        line, run = ends[index]
        if history.steps[index].frame == frame:
            return Asked({"name": name, "line": str(line), "nth": ordinal(run.number)}, value, index)
    return None
