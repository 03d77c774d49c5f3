"""Recaps: counts over the whole run, and what is left at its end. They do not move the pointer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tracepile_hf.verification.anchors import last_of, whole
from tracepile_hf.verification.calls import split_call
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.folds import runs_of_line
from tracepile_hf.verification.ranges import range_of
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.states import text_of
from tracepile_hf.verification.timeline import NOWHERE
from tracepile_hf.verification.view import View
from tracepile_hf.verification.walk import Refutation, Walk


def _require(what: str, found: int, said: int) -> None:
    if found != said:
        raise Refutation(f"expected {what} {found}, got {said}", str(found))


def check_line(walk: Walk, statement: Statement) -> None:
    """In total, line 5 runs 12 times."""
    line, said = (whole(slot) for slot in statement.slots)
    _require(f"the runs of line {line} to be", runs_of_line(walk, line, 0, len(walk.steps)), said)


def check_loop(walk: Walk, statement: Statement) -> None:
    """In total, the loop on line 4 runs 10 iterations."""
    line, said = (whole(slot) for slot in statement.slots)
    if line not in walk.source.loops:
        raise Refutation(f"expected a loop on line {line}, found none")
    found = walk.ranges.get(("iterations", line))
    if not isinstance(found, int):
        rows = [row for (_, number), row in walk.timeline.lines.items() if number == line]
        found = sum(walk.outcome(walk.steps[index]) is True for row in rows for index in row)
        walk.ranges["iterations", line] = found
    _require(f"the iterations of the loop on line {line} to be", found, said)


def check_calls(walk: Walk, statement: Statement) -> None:
    """In total, `f` is called 7 times."""
    name = split_call(text_of(statement.slots[0]))[0]
    found = range_of(walk, NOWHERE, len(walk.steps), NOWHERE).times_called(name)
    _require(f"the calls of {name} to be", found, whole(statement.slots[1]))


def check_print(walk: Walk, statement: Statement) -> None:
    """In total, the program prints 3 lines."""
    _require("the printed lines to be", len(walk.trace.stdout.splitlines()), whole(statement.slots[0]))


def check_end(walk: Walk, statement: Statement) -> None:
    """Finally, `x` = 5: at the last step of the frame that is current."""
    text, said = text_of(statement.slots[0]), last_of(statement.slots[1])
    frame = walk.step.frame
    view = View(walk.timeline, walk.state, walk.source, walk.timeline.frames[frame][-1])
    try:
        known = view.known(text)
    except Unknown as error:
        raise Refutation(f"expected `{text}` to have a value at the end: {error}") from None
    if not known.is_said(said) or isinstance(statement.slots[1], tuple):
        raise Refutation(f"expected `{text}` to be {known.text} at the end, got {said}", known.text)


def check_steps(walk: Walk, statement: Statement) -> None:
    """The whole run takes 40 steps."""
    _require("the steps of the run to be", sum(step.event == "line" for step in walk.steps), whole(statement.slots[0]))


def check_depth(walk: Walk, statement: Statement) -> None:
    """The recursion is 4 deep: the greatest number of activations of one function at a time."""
    deepest = 0
    caller, call_of = walk.timeline.caller, walk.timeline.call_of
    depths: dict[int, dict[str, int]] = {}
    for frame in sorted(call_of):
        counts = dict(depths.get(caller.get(frame, 0), {}))
        function = walk.steps[call_of[frame]].function
        counts[function] = counts.get(function, 0) + 1
        depths[frame] = counts
        deepest = max(deepest, counts[function])
    if deepest < 2:
        raise Refutation("no function of the program calls itself: there is no recursion")
    _require("the depth of the recursion to be", deepest, whole(statement.slots[0]))


RECAPS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "recap_line": check_line,
    "recap_loop": check_loop,
    "recap_calls": check_calls,
    "recap_print": check_print,
    "recap_end": check_end,
    "recap_steps": check_steps,
    "recap_depth": check_depth,
}
