"""How often a line, or the body of a loop, runs."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.questions.asked import Asked
from tracepile_hf.questions.history import History

KIND = "line_count"
WORDINGS = (
    "How many times does {what} run in the whole execution?",
    "How often is {what} executed?",
    "Count the executions of {what}.",
    "Over the whole run, how many times is {what} reached and executed?",
    "What is the number of times that {what} runs?",
    "In total, how often does {what} run?",
    "If a counter were increased whenever {what} runs, what would it show at the end?",
    "Give the number of executions of {what} in this run.",
)


def ask(history: History, random: Random) -> Asked | None:
    """A line or loop body that runs at least twice; `def` and `import` lines are left out."""
    options = []
    for line, runs in history.runs.items():
        node = history.nodes.get(line)
        if len(runs) < 2 or isinstance(
            node, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.For, ast.While)
        ):
            continue
        options.append((f"line {line}", len(runs)))
    for line, executions in history.loops().items():
        count = sum(len(iterations) for iterations in executions)
        if count > 1:
            options.append((f"the body of the loop on line {line}", count))
    if not options:
        return None
    what, count = random.choice(options)
    return Asked({"what": what}, str(count))  # only the end shows that no run comes after the last
