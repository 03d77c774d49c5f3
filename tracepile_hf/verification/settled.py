"""When the answer to a question is settled, worked out from the trace and what is asked: not what the question says.

A text of the view `until` tells the run up to that step and stops there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tracepile_hf.records import Question
from tracepile_hf.verification import compared
from tracepile_hf.verification.numbering import calls_of, runs_of
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.timeline import NOWHERE
from tracepile_hf.verification.walk import Refutation, Walk

Blanks = dict[str, str]


def settled(walk: Walk, question: Question) -> int:
    """The step by which the answer is settled; -1: the end of the run. Raises `Refutation` if nothing answers it."""
    find = _MOMENTS.get(question.kind)
    if find is None or not question.asked:
        return NOWHERE
    try:
        return find(walk, dict(question.asked))
    except (IndexError, KeyError, Unknown) as error:
        raise Refutation(f"expected the run to have what is asked ({question.kind}), it has not: {error}") from None


def _number(text: str) -> int:
    return int("".join(sign for sign in text if sign.isdigit()) or 1)


def _nth_run(walk: Walk, asked: Blanks) -> int:
    return runs_of(walk, int(asked["line"]))[_number(asked["nth"]) - 1][1]


def _nth_call(walk: Walk, asked: Blanks) -> int:
    return calls_of(walk, asked["function"])[_number(asked["nth"]) - 1][0]


def _nth_result(walk: Walk, asked: Blanks) -> int:
    return calls_of(walk, asked["function"])[_number(asked["nth"]) - 1][1]


def _at_return(walk: Walk, asked: Blanks) -> int:
    name = asked["call"].split("`")[1]
    calls = calls_of(walk, name)
    number = _number(asked["call"].partition(" call of")[0]) if " call of" in asked["call"] else 1
    return calls[number - 1][1]


def _output_line(walk: Walk, asked: Blanks) -> int:
    ended, wanted = 0, _number(asked["nth"])
    for index in walk.timeline.events["print"]:
        ended += walk.steps[index].stdout.count("\n")
        if ended >= wanted:
            return index
    return NOWHERE


def _nth_exception(walk: Walk, asked: Blanks) -> int:
    raised = walk.timeline.events["raise"]
    origins = [index for index in raised if index == 0 or walk.steps[index - 1].event != "raise"]
    return origins[_number(asked["which"]) - 1 if "1" <= asked["which"][4:5] <= "9" else 0]


def _first_moment(walk: Walk, asked: Blanks) -> int:
    for end in compared.ends_of(walk, int(asked["line"])):
        if compared.is_beyond(walk, asked["name"], asked["relation"], asked["bound"], end):
            return end
    return NOWHERE


def _next_round(walk: Walk, asked: Blanks) -> int:
    return compared.rounds_of(walk, int(asked["line"]))[0][int(asked["second"]) - 1]


def _first_failure(walk: Walk, asked: Blanks) -> int:
    for run in runs_of(walk, int(asked["line"])):
        if not compared.holds_after(walk, asked["condition"], run)[0]:
            return run[1]
    return NOWHERE


def _last_call(walk: Walk, asked: Blanks) -> int:
    return calls_of(walk, asked["function"])[-1][0]


_MOMENTS: Final[dict[str, Callable[[Walk, Blanks], int]]] = {
    "value_after_line": _nth_run,
    "container_state": _nth_run,
    "branch": _nth_run,
    "next_line": _nth_run,
    "call_arguments": _nth_call,
    "call_result": _nth_result,
    "value_at_return": _at_return,
    "printed_line": _output_line,
    "exception": _nth_exception,
    "first_moment": _first_moment,
    "iteration_change": _next_round,
    "invariant": _first_failure,
    "recursion_depth": _last_call,
}
