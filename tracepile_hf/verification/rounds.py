"""Iterations told without the line of their loop, and what is said after a loop."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Callable
from typing import Final

from tracepile_hf.literals import is_value
from tracepile_hf.records import Step
from tracepile_hf.verification.anchors import iteration_of, require_no_iteration_untold, text_in, whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.spoken import is_nested
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.ticks import check_tick, split_chain
from tracepile_hf.verification.timeline import NOWHERE
from tracepile_hf.verification.walk import Refutation, Walk

SPOKEN_ROUNDS: Final = frozenset({"nested", "nth", "pair", "after", "after_nth", "after_item", "after_tick"})


def headers_ahead(walk: Walk) -> list[Step]:
    """The next header step of every loop of the frame in control, those that go on, the nearest first."""
    found: list[Step] = []
    for frame in walk.frames() if walk.position >= 0 else [0, 1]:
        for line in walk.source.loops:
            row = walk.timeline.lines.get((frame, line), [])
            for index in row[bisect_right(row, walk.position) :]:
                if walk.outcome(walk.steps[index]) is True:
                    found.append(walk.steps[index])
                    break
    return sorted(found, key=lambda step: step.index)


def check_round(walk: Walk, statement: Statement) -> None:
    """Iteration 2; the second pass; for `i` = 3: the next header of a loop that fits, none of its own passed over."""
    if statement.mode == "tick":
        _check_tick_round(walk, statement)
        return
    ahead = headers_ahead(walk)
    if not ahead and not statement.mode.startswith("after"):
        raise Refutation(f"expected an iteration after {walk.here}, found none")
    if statement.mode in ("after", "after_nth"):
        _require_end_of_iteration(walk, _number_of(statement), statement)
        return
    if statement.mode.startswith("after"):
        raise Refutation(f"expected an iteration by its number, got `{statement.text}`")
    if statement.mode in SPOKEN_ROUNDS:
        step = next((one for one in ahead if is_round(walk, statement, one)), None)
    elif statement.mode == "literal":
        step = next((one for one in ahead if takes(walk, one, text_in(statement.slots[0]))), None)
    elif statement.mode == "item":
        step = _with_item(walk, ahead, *[text_in(slot) for slot in statement.slots])
    elif statement.mode == "next":
        step = next((one for one in ahead if iteration_of(one, one.line) > 1), None)
    else:
        number = whole(statement.slots[0])
        step = next((one for one in ahead if iteration_of(one, one.line) == number), None)
    if step is None:
        told = iteration_of(ahead[0], ahead[0].line)
        raise Refutation(f"expected iteration {told} of the loop on line {ahead[0].line} after {walk.here}", str(told))
    if not is_kind(walk, statement, step.line):
        raise Refutation(f"expected the other kind of loop on line {step.line}")
    walk.require_reach(step)
    walk.move(step.index)
    walk.line_told = step.index


def is_kind(walk: Walk, statement: Statement, line: int) -> bool:
    """Whether a loop is of the kind that an iteration is said to be of: "of the while loop"."""
    said = statement.slots[-1] if statement.mode in ("", "next", "after", "after_nth") and statement.slots else None
    if said in ("outer", "inner"):
        return is_nested(walk, line, said)
    if said not in ("for", "while"):
        return True
    return isinstance(walk.source.loops[line], ast.While) is (said == "while")


def is_round(walk: Walk, statement: Statement, step: Step) -> bool:
    """Whether an iteration that begins at a header is the one that is named by what its loops' variables hold."""
    if statement.mode in ("after", "after_nth"):
        outermost = len(step.iterations) <= 1  # of a loop in another one it would not be said which
        fits = is_kind(walk, statement, step.line) and iteration_of(step, step.line) == _number_of(statement)
        return outermost and fits
    if statement.mode.startswith("after"):
        stages = split_chain(text_in(statement.slots[0])) if statement.mode == "after_tick" else statement.slots
        if len(stages) != 2:
            return False
        return _with_item(walk, [step], text_in(stages[0]), text_in(stages[1])) is step
    if statement.mode == "nth":
        return iteration_of(step, step.line) == whole(statement.slots[0]) and takes(
            walk, step, text_in(statement.slots[1])
        )
    if statement.mode == "nested":
        word, name, said = [text_in(slot) for slot in statement.slots]
        return is_nested(walk, step.line, word) and _with_item(walk, [step], name, said) is step
    one, first, other, second = [text_in(slot) for slot in statement.slots]
    if _with_item(walk, [step], other, second) is not step:
        return False
    try:
        return bool(walk.state.lookup(one, step.frame, step.index).is_said(first))
    except Unknown:
        return False


def _number_of(statement: Statement) -> int:
    """The number of an iteration: "after the second iteration", "after iteration 2"."""
    return whole(next((slot for slot in statement.slots if slot is not None), None))


def _require_end_of_iteration(walk: Walk, number: int, statement: Statement) -> None:
    """Raises `Refutation` unless we stand at the end of that iteration of the innermost loop."""
    last = walk.timeline.last_of(walk.frame, walk.position)
    here = walk.steps[last] if last != NOWHERE else walk.step
    found = here.iterations[-1][1] if here.iterations else 0
    following = walk.timeline.next_line(walk.frame, walk.position)
    goes_on = following >= 0 and walk.steps[following].iterations[-1:] == here.iterations[-1:]
    fits = bool(here.iterations) and is_kind(walk, statement, here.iterations[-1][0])
    if found != number or not fits or (goes_on and walk.steps[following].line != here.iterations[-1][0]):
        raise Refutation(f"expected to stand at the end of iteration {number}, got {walk.here}")


def tested_at(walk: Walk, header: Step, name: str) -> str | None:
    """What a name that the test of a `while` asks for holds at its header; None of any other name or loop."""
    if not isinstance(walk.source.loops[header.line], ast.While) or name not in walk.source.names_at(header.line):
        return None
    try:
        return walk.state.lookup(name, header.frame, header.index).text
    except Unknown:
        return None


def takes(walk: Walk, header: Step, said: str) -> bool:
    """Whether a loop's one variable gets a value at a header."""
    loop = walk.source.loops[header.line]
    if not isinstance(loop, (ast.For, ast.AsyncFor)) or not isinstance(loop.target, ast.Name):
        return False
    literal = dict(header.changed).get(loop.target.id)
    return literal is not None and Known(literal).is_said(said)


def _check_tick_round(walk: Walk, statement: Statement) -> None:
    """`i=0`: the iteration in which the loop's variable gets that; of any other name it is a value."""
    stages = split_chain(text_in(statement.slots[0]))
    if len(stages) == 1 and is_value(stages[0]):
        check_round(walk, statement._replace(mode="literal", slots=(stages[0],)))
        return
    if len(stages) != 2:
        raise Refutation(f"expected a name and its value, got {statement.slots[0]}")
    step = _with_item(walk, headers_ahead(walk), *stages)
    if step is None:
        check_tick(walk, statement)
        return
    walk.require_reach(step)
    walk.move(step.index)
    walk.line_told = step.index


def _with_item(walk: Walk, ahead: list[Step], text: str, said: str) -> Step | None:
    for step in ahead:
        loop = walk.source.loops[step.line]
        if isinstance(loop, (ast.For, ast.AsyncFor)):
            targets = [node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)]
            if text in targets:
                literal = dict(step.changed).get(text)
                return step if literal is not None and Known(literal).is_said(said) else None
        literal = tested_at(walk, step, text)
        if literal is not None and Known(literal).is_said(said):
            return step
    return None


def check_summary(walk: Walk, statement: Statement) -> None:
    """After the loop; the loop ends after 3 iterations: of the loop where we stand."""
    mode = statement.mode
    kind = statement.slots[0] if mode in ("exits", "whole", "never", "after") else None
    slot = statement.slots[-1] if statement.slots and mode not in ("whole", "never", "after") else None
    slot = slot or None
    line = whole(slot) if statement.mode == "loop" and slot is not None else None
    step = _end_ahead(walk, line) if kind is None else _end_of_kind(walk, str(kind))
    if step is None:
        raise Refutation(f"expected the end of a loop after {walk.here}, found none")
    if step.index != walk.position:
        walk.require_reach(step)
        require_no_iteration_untold(walk, step)
    found = iteration_of(step, step.line)
    if mode == "never" and found != 0:
        raise Refutation(f"expected the loop on line {step.line} to end after {found} iterations, got none", str(found))
    if mode in ("rounds", "ends", "exits") and slot is not None and whole(slot) != found:
        raise Refutation(f"expected the loop on line {step.line} to end after {found} iterations", str(found))
    walk.move(step.index)
    walk.ended = step.index


def _first_end(walk: Walk, last: int) -> Step | None:
    """The first end of a loop that begins after where we stand, in no other loop: "after the loop" of one that was not
    told."""
    frame = walk.steps[last].frame if last != NOWHERE else walk.frame
    ends = [
        index
        for loop in walk.source.loops
        for index in walk.timeline.lines.get((frame, loop), [])
        if index > walk.position and walk.outcome(walk.steps[index]) is False
    ]
    outer = [index for index in ends if len(walk.steps[index].iterations) <= 1]
    return walk.steps[min(outer)] if outer else None


def _end_of_kind(walk: Walk, kind: str) -> Step | None:
    """The next end of a loop of a kind (for, while, outer, inner) in the frame in control."""
    ends = [
        index
        for line, node in walk.source.loops.items()
        if (
            is_nested(walk, line, kind)
            if kind in ("outer", "inner")
            else isinstance(node, ast.While) is (kind == "while")
        )
        for index in walk.timeline.lines.get(
            (walk.frame if walk.position >= 0 else walk.steps[max(walk.timeline.entry, 0)].frame, line), []
        )
        if index >= walk.position and walk.outcome(walk.steps[index]) is False
    ]
    return walk.steps[min(ends)] if ends else None


def _end_ahead(walk: Walk, line: int | None) -> Step | None:
    """The end of the innermost loop that we stand in, or of the one on `line`; where we stand at one, that."""
    here = walk.step_here
    if here is None:
        return _first_end(walk, walk.timeline.entry) if walk.lenient and line is None else None
    if here.line in walk.source.loops and walk.outcome(here) is False and line in (None, here.line):
        return here
    last = walk.timeline.last_of(walk.frame, walk.position)
    around = [loop for loop, _ in walk.steps[last].iterations] if last != NOWHERE else []
    if not around and line is None and walk.lenient:
        return _first_end(walk, last)
    for loop in reversed(around) if line is None else [line]:
        row = walk.timeline.lines.get((walk.frame, loop), [])
        for index in row[bisect_right(row, walk.position) :]:
            if walk.outcome(walk.steps[index]) is False:
                return walk.steps[index]
        if line is None:
            return None
    return None


ROUNDS: Final[dict[str, Callable[[Walk, Statement], None]]] = {"round": check_round, "summary": check_summary}
