"""What changes from one iteration of a loop to the next."""

from __future__ import annotations

import ast
from random import Random
from typing import Final

from tracepile_hf.questions.asked import Asked, later
from tracepile_hf.questions.history import History, plain

KIND = "iteration_change"
WORDINGS = (
    "Compare the variables{where} when iteration {first} and iteration {second} of the loop on line {line} begin. "
    "Which have changed, and to what? Answer with a dict of the new values.{note}",
    "Between the beginning of iteration {first} and that of iteration {second} of the loop on line {line}, which "
    "variables{where} get a different value? Give a dict from name to new value.{note}",
    "Which variables{where} differ when iteration {second} of the loop on line {line} begins from when iteration "
    "{first} began? Answer with a dict name: value at the later moment.{note}",
    "What does iteration {first} of the loop on line {line} change, up to the moment iteration {second} begins? "
    "Write the changed variables{where} and their new values as a dict.{note}",
    "Give, as a dict, the variables{where} whose value at the beginning of iteration {second} of the loop on line "
    "{line} is not the one they had when iteration {first} began.{note}",
    "From the start of iteration {first} to the start of iteration {second} of the loop on line {line}: which "
    "variables{where} have new values? Give them as a dict.{note}",
    "The loop on line {line} goes from iteration {first} to iteration {second}. Collect in a dict every "
    "variable{where} that has a new value when the later one begins, with that value.{note}",
    "Write a dict of the variables{where} that are new or different when iteration {second} of the loop on line "
    "{line} begins, compared with the beginning of iteration {first}.{note}",
)

_FOR_NOTE: Final = " (An iteration of a `for` loop begins with its variable already set.)"  # else two answers are right


def ask(history: History, random: Random) -> Asked | None:
    """Two consecutive iterations of a loop that is executed once, with one to four small changes."""
    options = [(line, runs[0]) for line, runs in history.loops().items() if len(runs) == 1 and len(runs[0]) > 2]
    random.shuffle(options)
    for line, iterations in options:
        second = later(random, len(iterations) - 1) + 1
        before, after = iterations[second - 2], iterations[second - 1]
        changed: dict[str, str] = {}
        for name in history.locals_of(before.frame):
            old = history.value_at(before.frame, name, before.index)
            new = history.value_at(after.frame, name, after.index)
            if new is None and old is not None:  # it cannot be followed any more, and may have changed
                changed = {}
                break
            if old != new and new is not None:
                changed[name] = new
        if not _is_telling(changed, history.nodes[line]):
            continue
        if len(changed) <= 4 and all(plain(value) and len(value) <= 60 for value in changed.values()):
            short = before.function.rsplit(".", 1)[-1]
            where = "" if before.frame == 0 else f" of `{short}`"
            answer = "{" + ", ".join(f"{name!r}: {value}" for name, value in changed.items()) + "}"
            blanks = {"line": str(line), "first": str(second - 1), "second": str(second), "where": where}
            note = _FOR_NOTE if isinstance(history.nodes[line], ast.For) else ""
            return Asked(blanks | {"note": note}, answer, after.index)
    return None


def _is_telling(changed: dict[str, str], loop: ast.stmt) -> bool:
    """Whether more changes than what the loop itself binds; a variable called `_` is nothing to ask about."""
    own = (
        {node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)}
        if isinstance(loop, ast.For)
        else set()
    )
    return "_" not in changed and bool(set(changed) - own)
