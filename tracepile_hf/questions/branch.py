"""Which way a condition goes at a certain test."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.questions.asked import Asked, later, ordinal
from tracepile_hf.questions.history import History

KIND = "branch"
WORDINGS = (
    "The {nth} time line {line} is tested, does `{condition}` come out as True or as False?",
    "Is `{condition}` on line {line} True or False at its {nth} test?",
    "Consider the {nth} evaluation of the condition on line {line}. Does `{condition}` hold (True) or not (False)?",
    "At the {nth} test of line {line}, which way does the program go: is `{condition}` True or False?",
    "When line {line} is reached for the {nth} time, what is the truth value of `{condition}`?",
    "Decide whether `{condition}` comes out True or False when line {line} is evaluated for the {nth} time.",
    "Look at the {nth} run of line {line}. Is the test `{condition}` passed (True) or not (False)?",
    "What is the outcome, True or False, of `{condition}` the {nth} time that line {line} decides?",
)


def ask(history: History, random: Random) -> Asked | None:
    """An `if` or `while` test whose outcome varies over the run."""
    options = []
    for line, runs in history.runs.items():
        node = history.nodes.get(line)
        if not isinstance(node, (ast.If, ast.While)):
            continue
        tested = [run for run in runs if run.step.tests]
        if len({run.step.tests[-1][1] for run in tested}) == 2 and len(tested) == len(runs):
            options.append((line, ast.unparse(node.test), tested))
    if not options:
        return None
    line, condition, tested = random.choice(options)
    wanted = random.random() < 0.5  # first the outcome, then the test: both answers are equally common
    chosen = [run for run in tested if run.step.tests[-1][1] is wanted]
    run = chosen[later(random, len(chosen)) - 1]
    blanks = {"line": str(line), "condition": condition, "nth": ordinal(run.number)}
    return Asked(blanks, str(wanted), run.step.index)
