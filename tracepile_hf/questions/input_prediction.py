"""Given code and output, give an input. Any input that reproduces the output counts, proved by running it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.questions.asked import Asked
from tracepile_hf.questions.history import History, plain
from tracepile_hf.records import Question, Run

KIND = "input_prediction"
WORDINGS = (
    "The call returned `{result}`. Give arguments of `{function}` that lead to this, as a tuple ({parameters}).",
    "`{function}` returned `{result}`. With which ({parameters}) could it have been called? Answer with one tuple.",
    "Find a tuple ({parameters}) for which `{function}` returns `{result}`.",
    "Work backwards: with which ({parameters}) does `{function}` return `{result}`? Any fitting tuple will do.",
    "The result of `{function}` is `{result}`. Name one input ({parameters}) that produces it, as a tuple.",
    "Give one tuple ({parameters}) such that calling `{function}` with it returns `{result}`.",
    "Suppose that `{function}` returned `{result}`. What could its arguments have been? Give one tuple ({parameters}).",
    "Choose ({parameters}) so that `{function}` returns exactly `{result}`. Answer with the tuple.",
)


def ask(history: History, random: Random) -> Asked | None:
    """Functions with simple arguments whose result is not one that too many inputs give (True, None, 0, 1, [])."""
    trace = history.trace
    case, result = trace.case, trace.result
    if trace.outcome != "finished" or case.program.entry_point is None or result is None or not plain(result):
        return None
    if result in ("True", "False", "None", "0", "1", "[]", "''") or case.keyword_arguments or not case.arguments:
        return None
    entry = history.calls.get(case.program.entry_point, [])
    if not entry or len(entry[0].arguments) != len(case.arguments) or sum(map(len, case.arguments)) > 200:
        return None
    names = ", ".join(name for name, _ in entry[0].arguments) + ("," if len(case.arguments) == 1 else "")
    blanks = {"result": result, "function": case.program.entry_point, "parameters": names}
    return Asked(blanks, _as_tuple(case.arguments), with_input=False)


def reproduces(question: Question, proposed: str, run: Run) -> bool:
    """Whether a proposed tuple of arguments, run on the question's program, gives the question's output."""
    trace = question.traces[0]
    try:
        values = literals.parse(proposed)
    except LiteralError:
        return False
    if not isinstance(values, tuple):
        return False
    case = replace(trace.case, arguments=tuple(literals.render(value) for value in values), keyword_arguments=())
    other = run(trace.case.program, [case])[0]
    return (other.outcome, other.result, other.stdout) == (trace.outcome, trace.result, trace.stdout)


def _as_tuple(arguments: tuple[str, ...]) -> str:
    inside = ", ".join(arguments)
    return f"({inside},)" if len(arguments) == 1 else f"({inside})"
