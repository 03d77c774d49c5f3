"""Runs of lines and calls of functions by number over the whole run, as questions count them.

Worked out from the trace alone: a run of a line is counted when it begins, and is over with its last part where calls
split it. Values are looked up as of any step.
"""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.anchors import whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.ranges import value_at
from tracepile_hf.verification.state import Known
from tracepile_hf.verification.states import text_of
from tracepile_hf.verification.timeline import NOWHERE
from tracepile_hf.verification.walk import Refutation, Walk

Extent = tuple[int, int]  # first and last step
NONE: Final = (NOWHERE, NOWHERE)


def short(function: str) -> str:
    """The name a function is known by: without what it is nested in."""
    return function.rpartition(".")[2]


def runs_of(walk: Walk, line: int) -> list[Extent]:
    """The runs of a line in the order in which they begin. Raises `Refutation` for a line of several statements."""
    known = walk.numbered.get(line)
    if known is None:
        if len(walk.source.statements.get(line, ())) != 1:
            raise Refutation(f"expected a line with one statement, got line {line}")
        found: dict[tuple[int, int], Extent] = {}
        for (frame, number), row in walk.timeline.lines.items():
            for index in row if number == line else ():
                key = (frame, walk.steps[index].visit)
                found[key] = (found.get(key, (index, index))[0], index)
        known = walk.numbered[line] = sorted(found.values())
    return known


def calls_of(walk: Walk, name: str) -> list[Extent]:
    """The calls of a function in the order in which they begin, each to its last step."""
    known = walk.numbered.get(name)
    if known is None:
        made = [walk.steps[index] for index in walk.timeline.events["call"]]
        made = [step for step in made if short(step.function) == short(name)]
        if len({step.function for step in made}) > 1:
            raise Refutation(f"expected one function of the name {name}, found several")
        known = walk.numbered[name] = [(step.index, walk.timeline.frames[step.frame][-1]) for step in made]
    return known


def numbered(walk: Walk, extents: list[Extent], number: int, what: str) -> Extent:
    """The extent of that number, from 1. Raises `Refutation` if there is none, or it has not been told yet."""
    if not 1 <= number <= len(extents):
        raise Refutation(f"expected a number of {what} from 1 to {len(extents)}, got {number}", str(len(extents)))
    found = extents[number - 1]
    require_told(walk, found[0], f"{what} {number}")
    return found


def require_told(walk: Walk, index: int, what: str) -> None:
    """Raises `Refutation` while the text has not come to a step."""
    if index > walk.position:
        raise Refutation(f"expected {what} (step {index}) to be told first, got {walk.here}")


def require_value(walk: Walk, text: str, frame: int, position: int, said: str) -> None:
    """Raises `Refutation` unless an expression is worth that after a step, seen from a frame."""
    known = value_at(walk, text, frame, position)
    if known is None or not known.is_said(said):
        truth = "" if known is None else known.text
        raise Refutation(f"expected `{text}` to be {truth or 'unknown'} after step {position}, got {said}", truth)


def values_of(walk: Walk, frame: int, name: str, last: int) -> list[str]:
    """The values a name of a frame takes up to a step, neighbours that are equal once."""
    found: list[str] = []
    history = walk.timeline.history.get((frame, name))
    for moment in history.moments if history is not None else ():
        if moment > last:
            break
        known = value_at(walk, name, frame, moment)
        if known is None:
            raise Refutation(f"`{name}` has no value that is known after step {moment}")
        if not found or found[-1] != known.text:
            found.append(known.text)
    return found


def says(literal: str, said: str) -> bool:
    """Whether a literal is what is said."""
    return Known(literal).is_said(said)


def run_of(walk: Walk, number: Value, line: Value) -> Extent:
    found = numbered(walk, runs_of(walk, whole(line)), whole(number), f"line {line}, run")
    rest = walk.steps[walk.position + 1 : found[1] + 1]  # the end of a statement may have nothing to tell
    if any((step.frame, step.line, step.event) != (walk.steps[found[0]].frame, whole(line), "line") for step in rest):
        require_told(walk, found[1], f"run {number} of line {line}")
    return found


def texts_of(statement: Statement) -> list[str]:
    return [text_of(slot) if slot is not None else "" for slot in statement.slots]


def require(what: str, truth: object, said: object) -> None:
    if truth != said:
        raise Refutation(f"expected {what} to be {truth}, got {said}", str(truth))


def require_said(what: str, truth: str, said: str) -> None:
    if not says(truth, said):
        raise Refutation(f"expected {what} to be {truth}, got {said}", truth)
