"""Anchors: where each one moves the pointer, and what it says about the step it finds there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import islice
from typing import Final

from tracepile_hf.records import Step
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.state import Known
from tracepile_hf.verification.substitution import fault_of
from tracepile_hf.verification.timeline import NOWHERE
from tracepile_hf.verification.walk import Refutation, Walk

MOST_LINES: Final = 50
_SMALL: Final = {str(number): number for number in range(1000)}
_WORDS: Final = "one two three four five six seven eight nine ten eleven twelve"
_ORDINALS: Final = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
NUMBERS: Final = {"once": 1, "twice": 2} | {
    word: number for row in (_WORDS, _ORDINALS) for number, word in enumerate(row.split(), start=1)
}  # fmt: skip


def whole(text: Value) -> int:
    """A line number or a count. Raises `Refutation` if it is none."""
    known = _SMALL.get(text)  # type: ignore[arg-type]  # a tuple is a key too
    if known is not None:
        return known
    if isinstance(text, str):
        if text in NUMBERS:
            return NUMBERS[text]
        if text[-2:] in ("st", "nd", "rd", "th"):
            text = text[:-2]
    if not isinstance(text, str) or len(text) > 9 or not text.isdecimal() or not text.isascii():
        raise Refutation(f"expected a whole number, got {text}")
    return int(text)


def text_in(slot: Value) -> str:
    """An expression or a literal slot; empty if it was not given."""
    return slot if isinstance(slot, str) else ""


def last_of(chain: Value) -> str:
    """The literal that a chain ends in."""
    if isinstance(chain, tuple):
        return chain[-1]
    return chain or ""


def require_chain(walk: Walk, chain: Value) -> None:
    """Raises `Refutation` unless every stage of a chain holds where we stand. A lone literal has no stages."""
    if isinstance(chain, tuple):
        fault, truth = fault_of(chain, walk.view, walk.source)
        if fault:
            raise Refutation(f"{fault}, at {walk.here}", truth)


def require_literal(walk: Walk, what: str, known: str | None, said: Value) -> None:
    """Raises `Refutation` unless a step's literal is what is said, by a chain or alone."""
    literal = last_of(said)
    if known is None or not Known(known).is_said(literal):
        raise Refutation(f"expected {what} to be {known}, got {literal}, at {walk.here}", known or "")
    require_chain(walk, said)


def none_ahead(walk: Walk, what: str, behind: bool) -> Refutation:
    if behind:
        return Refutation(f"expected {what} after {walk.here}, found it only before", behind=True)
    return Refutation(f"expected {what} after {walk.here}, found none")


def first_ahead(
    walk: Walk,
    what: str,
    rows: list[list[int]],
    fits: Callable[[Step], bool],
    behind: list[list[int]] | None = None,
) -> Step:
    """The first step after the pointer in any of the rows of indices that fits.

    `behind`: rows in which one that was passed makes the claim out of order rather than false; `rows` if not given.
    """
    best = NOWHERE
    for row in rows:
        start = bisect_right(row, walk.position)
        for index in islice(row, start, None):
            if best >= 0 and index >= best:
                break
            if fits(walk.steps[index]):
                best = index
                break
    if best < 0:
        told = (index for row in (rows if behind is None else behind) for index in row)
        raise none_ahead(walk, what, any(index <= walk.position and fits(walk.steps[index]) for index in told))
    return walk.steps[best]


def line_rows(walk: Walk, line: int) -> list[list[int]]:
    """The `line` steps on a line, for each frame in which one may be reached from here."""
    lines = walk.timeline.lines
    if walk.position < 0:
        return [row for (_, number), row in lines.items() if number == line]
    return [lines[frame, line] for frame in walk.frames() if (frame, line) in lines]


def check_line(walk: Walk, statement: Statement) -> None:
    """`Line 5 (visit 2)`; `First, line 2`: no line was told before it."""
    line = whole(statement.slots[0])
    if statement.mode == "first" and walk.line_ever:
        raise Refutation(f"expected no line to be told before the first, got {walk.here}", behind=True)
    visit = None if statement.slots[1] is None else whole(statement.slots[1])
    step = _next_on_line(walk, line) if visit is None else None
    if step is None:
        every = [row for (_, number), row in walk.timeline.lines.items() if number == line]
        step = first_ahead(walk, f"line {line}", line_rows(walk, line), lambda step: visit in (None, step.visit), every)
    walk.require_reach(step)
    walk.move(step.index)
    walk.line_told = step.index
    walk.line_ever = True


def check_lines(walk: Walk, statement: Statement) -> None:
    """`Lines 2 to 4`: one after the other, nothing in between; we stand at the last."""
    first, last = (whole(slot) for slot in statement.slots)
    if last <= first or last - first > MOST_LINES:
        raise Refutation(f"expected a line after {first}, got {last}")
    for line in range(first, last + 1):
        if line not in walk.source.statements:
            continue
        step = first_ahead(walk, f"line {line}", line_rows(walk, line), lambda step: True)
        walk.require_reach(step)
        if line != first:
            passed = walk.timeline.next_line(step.frame, walk.position)
            if passed != step.index:
                raise Refutation(f"expected line {walk.steps[passed].line} next after {walk.here}, got line {line}")
        walk.move(step.index)
    walk.line_told = walk.position
    walk.line_ever = True


def _next_on_line(walk: Walk, line: int) -> Step | None:
    """The next step on a line where only one frame may be reached; None where it takes a longer search."""
    here = walk.step_here
    if here is None or here.event == "raise" or walk.timeline.generators:
        return None
    row = walk.timeline.lines.get((walk.frame, line))
    if row is None or row[-1] <= walk.position:
        return None
    return walk.steps[row[bisect_right(row, walk.position)]]


def check_back(walk: Walk, statement: Statement) -> None:
    """`Back on line 5`: the rest of a statement that was split."""
    line = whole(statement.slots[0])
    step = first_ahead(walk, f"line {line}", line_rows(walk, line), lambda step: True)
    row = walk.timeline.lines[step.frame, line]
    before = row.index(step.index) if len(row) < 8 else bisect_right(row, step.index) - 1
    if before == 0 or walk.steps[row[before - 1]].visit != step.visit:
        raise Refutation(f"expected line {line} to go on after {walk.here}, it begins anew at step {step.index}")
    walk.require_reach(step)
    walk.move(step.index)
    walk.line_told = step.index
    depth = statement.slots[1]
    if depth is not None and step.depth != whole(depth):
        raise Refutation(f"expected depth {step.depth}, got {depth}, at {walk.here}", str(step.depth))


def check_iteration(walk: Walk, statement: Statement) -> None:
    """`Iteration 2 of the loop on line 4`: the next one, no iteration is passed over."""
    slots = statement.slots[::-1] if statement.mode == "loop_first" else statement.slots
    number, line = whole(slots[0]), whole(slots[1])
    step = next_header(walk, line, True)
    walk.require_reach(step)
    found = iteration_of(step, line)
    if found != number:
        behind = found > number
        raise Refutation(
            f"expected iteration {found} of the loop on line {line} next, got {number}, at {walk.here}",
            str(found),
            behind,
        )
    walk.move(step.index)
    walk.line_told = step.index


def next_header(walk: Walk, line: int, outcome: bool) -> Step:
    """The next header step of a loop with that outcome."""
    if line not in walk.source.loops:
        raise Refutation(f"expected a loop on line {line}, found none")
    what = f"the loop on line {line} to {'go on' if outcome else 'end'}"
    return first_ahead(walk, what, line_rows(walk, line), lambda step: walk.outcome(step) is outcome)


def iteration_of(step: Step, line: int) -> int:
    """The iteration of the loop on `line` that a step lies in; -1 if it is outside."""
    return next((number for loop, number in reversed(step.iterations) if loop == line), NOWHERE)


def check_loop_end(walk: Walk, statement: Statement) -> None:
    """`The loop on line 4 ends after 3 iterations`, `does not run at all`, `stops early in iteration 2`."""
    slots = statement.slots[::-1] if statement.mode == "count_first" else statement.slots
    line = whole(slots[0])
    if statement.mode == "early":
        require_early_stop(walk, line, whole(slots[1]))
        return
    count = 0 if statement.mode == "never" else whole(slots[1])
    step = walk.step_here
    stands = walk.fold is not None and step is not None and step.line == line and walk.outcome(step) is False
    if step is None or not stands:
        step = next_header(walk, line, False)
        walk.require_reach(step)
        require_no_iteration_untold(walk, step)
    found = iteration_of(step, line)
    if found != count:
        raise Refutation(
            f"expected the loop on line {line} to end after {found} iterations, got {count}, at step {step.index}",
            str(found),
        )
    walk.move(step.index)
    walk.ended = step.index


def require_no_iteration_untold(walk: Walk, end: Step) -> None:
    """Raises `Refutation` if a run of the loop begins another iteration between the pointer and its end."""
    if walk.lenient:
        return
    row = walk.timeline.lines[end.frame, end.line]
    outer = outer_loops(end, end.line)
    for index in islice(row, bisect_right(row, walk.position), bisect_right(row, end.index - 1)):
        step = walk.steps[index]
        if walk.position >= 0 and walk.outcome(step) is True and outer_loops(step, end.line) == outer:
            number = iteration_of(step, end.line)
            raise Refutation(f"expected iteration {number} of the loop on line {end.line} to be told before its end")


def require_early_stop(walk: Walk, line: int, number: int) -> None:
    """Raises `Refutation` unless we stand in that iteration and it is the last one that this run of the loop begins."""
    if line not in walk.source.loops:
        raise Refutation(f"expected a loop on line {line}, found none")
    for frame in (walk.step.frame, walk.frame):
        last = walk.timeline.last_of(frame, walk.position)
        if last >= 0 and iteration_of(walk.steps[last], line) >= 0:
            break
    else:
        raise Refutation(f"expected to stand in the loop on line {line}, got {walk.here}")
    here = walk.steps[last]
    found = iteration_of(here, line)
    if found != number:
        raise Refutation(
            f"expected iteration {found} of the loop on line {line} at {walk.here}, got {number}", str(found)
        )
    following = walk.timeline.next_in(walk.timeline.lines.get((frame, line), []), max(last, walk.position))
    if following >= 0 and outer_loops(walk.steps[following], line) == outer_loops(here, line):
        raise Refutation(f"the loop on line {line} goes on at step {following}")


def outer_loops(step: Step, line: int) -> tuple[tuple[int, int], ...]:
    """The loops around the loop on `line` with their iterations: equal for two steps of one run of it."""
    loops = [loop for loop, _ in step.iterations]
    return step.iterations[: loops.index(line)] if line in loops else step.iterations


ANCHORS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "line": check_line,
    "lines": check_lines,
    "back": check_back,
    "iteration": check_iteration,
    "loop_end": check_loop_end,
}
