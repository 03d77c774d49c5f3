"""Why a program works, in its author's words: the idea at the start, invariants where they hold, what a loop came to.

An invariant is told only if its predicate is true at every place of this run where it is to hold. The sentences are
forms of docs/claims.md ("reasons"); the checker works out places, truth and values by itself.
"""

from __future__ import annotations

import ast
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tracepile_hf.narration.aside import Asides
from tracepile_hf.predicates import (
    Names,
    PredicateError,
    Scene,
    all_names,
    filled,
    holds,
    statement_at,
    stops_of,
)
from tracepile_hf.records import Invariant, Question, Trace

IDEA: Final = ("The idea: ", "The idea behind it: ")
HOLDS: Final = (("the invariant holds: ", "still, "), ("check: ", "again, "))
ENDS: Final = ("with the loop at its end, ", "so at the end of the loop, ")
RESULT: Final = ("check of the result: ", "the result can be checked: ")
MOST_TOLD: Final = 4  # places at which invariants are told with their values
LONG_PREDICATE: Final = 60
FIXES: Final = "the output fixes this much: "
_BACKWARDS: Final = "input_prediction"
_SILENT: Final = frozenset({"input_prediction"})  # kinds whose text is not about the run from the start


@dataclass(frozen=True)
class _True:
    """An invariant that is true in this run, and where."""

    invariant: Invariant
    places: list[tuple[int, Names]]


def add_reasons(found: Asides, trace: Trace, question: Question | None, stop: int, untold: frozenset[int]) -> None:
    """Put the author's reasons beside the steps of a text that tells the first `stop` steps, but for `untold`."""
    program = trace.case.program
    if program.idea or program.invariants:
        _add_reasons(found, trace, question, stop, untold)
        leads = (*IDEA, *HOLDS[0], *HOLDS[1], *ENDS, *RESULT)
        told = [*found.opening, *found.closing, *(one for some in found.after.values() for one in some)]
        found.authored += [one.removeprefix(lead) for one in told for lead in leads if one.startswith(lead)]


def _add_reasons(found: Asides, trace: Trace, question: Question | None, stop: int, untold: frozenset[int]) -> None:
    program = trace.case.program
    kind = question.kind if question is not None else ""
    wording = zlib.crc32(trace.digest.encode()) % 2
    if program.idea and kind not in _SILENT:
        found.opening.insert(0, IDEA[wording] + program.idea.removesuffix("."))
    if kind == _BACKWARDS:
        for fixed in (one for one in _true_ones(trace) if one.invariant.moment == "output"):
            if text := _filled(fixed.invariant, fixed.places[0][1]):
                found.opening.insert(1, FIXES + text)
    if not program.invariants or kind in _SILENT:
        return
    asked = dict(question.asked) if question is not None else {}
    true = [one for one in _true_ones(trace) if not _is_asked(one, kind, asked, program.code)]
    _plan_and_sum(found, trace, true, stop, untold, wording)
    _tell_places(found, trace, true, stop, untold, wording)
    if stop == len(trace.steps) and kind in ("output", "") and trace.result is not None:
        for one in true:
            if one.invariant.moment == "result" and (text := _filled(one.invariant, one.places[0][1])):
                found.closing.insert(0, RESULT[wording] + text)


def _true_ones(trace: Trace) -> list[_True]:
    scene = Scene(trace.steps)
    found = []
    for invariant in trace.case.program.invariants:
        try:
            places = all_names(trace, invariant, scene)
            if places and all(holds(invariant.predicate, names) for _, names in places):
                found.append(_True(invariant, places))
        except PredicateError:
            continue  # a rewrite may have taken away what it speaks of
    return found


def _is_asked(one: _True, kind: str, asked: dict[str, str], code: str) -> bool:
    """Whether the question is what the invariant would give away."""
    node = statement_at(code, one.invariant.line)
    return kind == "invariant" and node is not None and str(node.lineno) == asked.get("line")


def _filled(invariant: Invariant, names: Names) -> str:
    try:
        return filled(invariant.said, names)
    except PredicateError:
        return ""


def _plan_and_sum(
    found: Asides, trace: Trace, true: Sequence[_True], stop: int, untold: frozenset[int], wording: int
) -> None:
    """One invariant is announced at the start, and what became of it is said where its loop ends."""
    for one in true:
        predicate = one.invariant.predicate
        node = statement_at(trace.case.program.code, one.invariant.line)
        places = [index for index, _ in one.places if index < stop and index not in untold]
        if one.invariant.moment != "after" or node is None or isinstance(node, ast.FunctionDef) or len(places) < 2:
            continue
        if len(predicate) > LONG_PREDICATE or " for " in predicate or "`" in predicate:
            continue
        loop = isinstance(node, (ast.For, ast.While))
        where = f"whenever the loop on line {node.lineno} begins an iteration" if loop else ""
        where = where or f"after each run of line {node.lineno}"
        found.opening.append(f"the invariant is that {where}, `{predicate}`")
        end = _loop_end(trace, node, places[-1], stop)
        told = f"all {len(one.places)} iterations of the loop" if loop else f"all {len(one.places)} runs"
        if end is not None and end not in untold and len(places) == len(one.places):
            where = f"at the start of {told} on line {node.lineno}" if loop else f"after {told} of line {node.lineno}"
            found.after.setdefault(end, []).insert(0, f"so `{predicate}` was true {where}")
        return


def _loop_end(trace: Trace, node: ast.stmt, last: int, stop: int) -> int | None:
    """The step at which the loop around a statement, or the one that it heads, ends after its last run."""
    tree = ast.parse(trace.case.program.code)
    around = [
        loop
        for loop in ast.walk(tree)
        if isinstance(loop, (ast.For, ast.While)) and loop.lineno <= node.lineno <= (loop.end_lineno or 0)
    ]
    for loop in reversed(around):
        text = ast.unparse(loop).partition("\n")[0]
        ends = stops_of(trace.steps, trace.case.program.code, Invariant("True", "", text, "end"))
        ends = [index for index in ends if last < index < stop]
        if ends:
            return ends[0]
    return None


def _tell_places(
    found: Asides, trace: Trace, true: Sequence[_True], stop: int, untold: frozenset[int], wording: int
) -> None:
    """Invariants with their values filled in: at the first places, then at one further on, and where loops end."""
    for one in true:
        moment = one.invariant.moment
        if moment in ("result", "output"):
            continue
        told = 0
        places = [(index, names) for index, names in one.places if index < stop - 1 and index not in untold]
        for index, names in _spread(places):
            text = _filled(one.invariant, names)
            if not text or any(text in sentence for sentence in found.after.get(index, [])):
                continue
            lead = ENDS[wording] if moment == "end" else HOLDS[wording][min(told, 1)]
            found.after.setdefault(index, []).append(lead + text)
            told += 1


def _spread(places: Sequence[tuple[int, Names]]) -> list[tuple[int, Names]]:
    if len(places) <= MOST_TOLD:
        return list(places)
    chosen = sorted({0, 1, len(places) // 2, len(places) - 1})
    return [places[number] for number in chosen]
