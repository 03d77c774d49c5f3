"""Which line runs next."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.questions.asked import Asked, later, ordinal
from tracepile_hf.questions.history import History, LineRun

KIND = "next_line"
WORDINGS = (
    "Line {line} has just run for the {nth} time. Which line runs next? Give its number.",
    "After the {nth} run of line {line}, which line is executed next? Give its number.",
    "Where does control go after line {line} is executed for the {nth} time? Answer with a line number.",
    "Give the number of the line that follows the {nth} execution of line {line} in the run.",
    "Line {line} has just decided for the {nth} time. On which line does the program continue?",
    "Which line comes right after the {nth} run of line {line}? Answer with its number.",
    "When line {line} has been executed for the {nth} time, what is the number of the next line to run?",
    "Trace to the {nth} run of line {line}. What is the number of the line that is executed next?",
)


def ask(history: History, random: Random) -> Asked | None:
    """After a header or test that is not always followed by the same line.

    Of the headers of `for` loops only those that are executed once: how often another has run can be counted two ways.
    """
    once = {line for line, executions in history.loops().items() if len(executions) == 1}
    options: list[list[tuple[LineRun, int]]] = []
    for line, runs in history.runs.items():
        if history.counts_once_more(line) and line not in once:
            continue
        if isinstance(history.nodes.get(line), (ast.If, ast.While, ast.For)):
            pairs = [(run, follower) for run in runs if (follower := _follower(history, run)) is not None]
            if len({follower for _, follower in pairs}) > 1:
                options.append(pairs)
    if not options:
        return None
    pairs = random.choice(options)
    follower = random.choice(sorted({follower for _, follower in pairs}))
    chosen = [run for run, after in pairs if after == follower]
    run = chosen[later(random, len(chosen)) - 1]
    return Asked({"line": str(run.step.line), "nth": ordinal(run.number)}, str(follower), run.step.index)


def _follower(history: History, run: LineRun) -> int | None:
    """The line of the next step, if it is a line step of the same frame."""
    index = run.step.index + 1
    after = history.steps[index] if index < len(history.steps) else None
    if after is None or after.event != "line" or after.frame != run.step.frame or after.line in history.shared_lines:
        return None
    return after.line
