"""Given code and output, give an input. Any input that reproduces the output counts, proved by running it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.questions.asked import Asked
from tracepile_hf.questions.candidates import candidates
from tracepile_hf.questions.history import History, plain
from tracepile_hf.records import Backwards, Question, Run, Trace

LONGEST: Final = 120  # characters of an output
MOST_TRIALS: Final = 7  # before the one that fits
LONGEST_RUN: Final = 400  # steps: what a run that is searched for takes tells what trials may take

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


def ask(
    history: History, random: Random, run: Run, ways_back: Callable[[Trace], Backwards | None] | None = None
) -> Asked | None:
    """Functions whose output a search for inputs reaches: not one that too many give (True, None, 0, 1, []).

    The search tries what the program's author says (`ways_back`), else what the output suggests and small values, in
    order (`candidates.py`); its runs are brought along.
    """
    trace = history.trace
    case, result = trace.case, trace.result
    if trace.outcome != "finished" or case.program.entry_point is None or result is None or not plain(result):
        return None
    if result in ("True", "False", "None", "0", "1", "[]", "''") or case.keyword_arguments or not case.arguments:
        return None
    entry = history.calls.get(case.program.entry_point, [])
    if not entry or len(entry[0].arguments) != len(case.arguments) or len(result) > LONGEST:
        return None
    if len(trace.steps) > LONGEST_RUN:
        return None
    back = ways_back(trace) if ways_back is not None else None
    given = candidates(case.arguments, result) if back is None else back.tried
    fitting = [one for one in given if len(one) == len(case.arguments) and len(_as_tuple(one)) <= 2 * LONGEST]
    found = _search(trace, run, fitting)
    if found is None:
        return None
    names = ", ".join(name for name, _ in entry[0].arguments) + ("," if len(case.arguments) == 1 else "")
    blanks = {"result": result, "function": case.program.entry_point, "parameters": names}
    way, reads = (back.way, back.reads) if back is not None else ("", ())
    return Asked(blanks, _as_tuple(found[-1].case.arguments), with_input=False, others=found, way=way, reads=reads)


def _search(trace: Trace, run: Run, candidates: Sequence[tuple[str, ...]]) -> tuple[Trace, ...] | None:
    """The runs of the candidates up to the first that gives the output, those left out that do not end in good time."""
    case = trace.case
    tried = [
        replace(case, id=f"{case.id}?{number}", arguments=arguments, expected=None)
        for number, arguments in enumerate(candidates)
    ]
    told: list[Trace] = []
    for one in tried:  # each by itself: a trial that does not end may cost the whole limit, and is the last
        (other,) = run(case.program, [one])
        if other.outcome in ("timed_out", "too_long", "out_of_memory"):
            return None
        if other.outcome not in ("finished", "raised") or not _is_short(other):
            continue
        told.append(other)
        if (other.outcome, other.result, other.stdout) == (trace.outcome, trace.result, trace.stdout):
            return tuple(told)
        if len(told) > MOST_TRIALS:
            return None
    return None


def _is_short(trace: Trace) -> bool:
    """Whether what a trial gave can be told in a line."""
    if trace.outcome == "raised":
        return (trace.exception or "").partition("(")[0].isidentifier()
    return trace.result is not None and plain(trace.result) and len(trace.result) <= LONGEST


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
