"""Folds: a range of steps told in one sentence, and claims about all of it."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.records import Step
from tracepile_hf.verification.anchors import (
    iteration_of,
    last_of,
    next_header,
    outer_loops,
    require_literal,
    whole,
)  # fmt: skip
from tracepile_hf.verification.calls import split_call
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.events import next_call, require_written
from tracepile_hf.verification.expression import compare, normal
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.ranges import Range, range_of, value_at
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.states import require_direction, text_of
from tracepile_hf.verification.timeline import NOWHERE
from tracepile_hf.verification.walk import Refutation, Walk


def open_iterations(walk: Walk, statement: Statement) -> None:
    """Iterations 2 to 5 of the loop on line 4."""
    first, last, line = (whole(slot) for slot in statement.slots)
    begin = next_header(walk, line, True)
    walk.require_reach(begin)
    start = _start_of(walk, begin)
    found = iteration_of(begin, line)
    if found != first or last < first:
        raise Refutation(
            f"expected iteration {found} of the loop on line {line} next, got {first} to {last}, at {walk.here}",
            str(found),
        )
    told: list[Step] = []
    after: int | None = None
    most = walk.ranges.get(("most", begin.index))
    if isinstance(most, int) and most < last:  # looked for before
        raise Refutation(f"expected the loop on line {line} to run to iteration {most}, got {last}", str(most))
    for step in _headers(walk, begin, line):
        outcome = walk.outcome(step)
        if outcome is not None and len(told) > last - first:
            after = step.index
            break
        if outcome is True:
            told.append(step)
    if len(told) <= last - first:
        most = walk.ranges["most", begin.index] = iteration_of(told[-1], line)
        raise Refutation(f"expected the loop on line {line} to run to iteration {most}, got {last}", str(most))
    end = _last_inside(walk, begin, line) if after is None else after - 1
    if after is not None:
        end = _start_of(walk, walk.steps[after]) - 1
    walk.move_over(start, end, begin.frame)


def _start_of(walk: Walk, header: Step) -> int:
    """The first step of a header that was split by a call, as far as it has not been told."""
    row = walk.timeline.lines[header.frame, header.line]
    at = bisect_left(row, header.index)
    while at > 0 and row[at - 1] > walk.position and walk.steps[row[at - 1]].visit == header.visit:
        at -= 1
    return row[at]


def open_rest(walk: Walk, statement: Statement) -> None:
    """The remaining 4 iterations of the loop on line 4."""
    count, line = (whole(slot) for slot in statement.slots)
    begin = next_header(walk, line, True)
    walk.require_reach(begin)
    headers = walk.ranges.get(("rest", begin.index))
    if not isinstance(headers, list):
        headers = walk.ranges["rest", begin.index] = list(_headers(walk, begin, line))
    found = sum(walk.outcome(step) is True for step in headers)
    if found != count:
        raise Refutation(f"expected {found} remaining iterations of the loop on line {line}, got {count}", str(found))
    ended = walk.outcome(headers[-1]) is False
    end = headers[-1].index if ended else _last_inside(walk, begin, line)
    walk.move_over(_start_of(walk, begin), end, begin.frame)


def _headers(walk: Walk, begin: Step, line: int) -> Iterator[Step]:
    """The header steps of one run of a loop, from `begin` on."""
    indices = walk.timeline.lines[begin.frame, line]
    outer = outer_loops(begin, line)
    for place in range(bisect_left(indices, begin.index), len(indices)):
        step = walk.steps[indices[place]]
        if outer_loops(step, line) != outer:
            return
        yield step
        if walk.outcome(step) is False:
            return


def _last_inside(walk: Walk, begin: Step, line: int) -> int:
    """The last step of a run of a loop that is left by `break`, `return` or an exception."""
    outer = outer_loops(begin, line)
    end = begin.index
    for index in walk.timeline.frames[begin.frame]:
        step = walk.steps[index]
        if index < begin.index or step.event in ("return", "raise", "call"):
            continue
        if iteration_of(step, line) < 0 or outer_loops(step, line) != outer:
            if index > begin.index:
                break
            continue
        end = index
    return end


def open_call(walk: Walk, statement: Statement) -> None:
    """The call `f(3)` runs 12 lines and returns 6."""
    text, count, value = statement.slots
    call = next_call(walk, text_of(text))
    last = walk.steps[walk.timeline.frames[call.frame][-1]]
    if last.event != "return":
        raise Refutation(f"expected {call.function} at step {call.index} to return, it does not")
    lines = sum(step.event == "line" for step in walk.steps[call.index : last.index])
    frame = walk.frame
    walk.move_over(call.index, last.index, frame)
    if count is not None and lines != whole(count):
        raise Refutation(f"expected {call.function} to run {lines} lines, got {count}", str(lines))
    require_literal(walk, f"what {call.function} returns", last.value, value)


def span(walk: Walk) -> tuple[int, int, int]:
    """First step, last step and frame of the range of the sentence. Raises `Refutation` if its opening was refuted."""
    if walk.fold is None:
        raise Refutation("the range of this sentence was not found")
    return walk.fold


def told_of(walk: Walk) -> Range:
    """The same with what is known of it."""
    return range_of(walk, *span(walk))


def check_alike(walk: Walk, statement: Statement) -> None:
    """work alike: every iteration of the range runs the same lines, in the same order."""
    told = list(told_of(walk).rounds.values())
    if any(one != told[0] for one in told):
        line = walk.steps[span(walk)[0]].line
        raise Refutation(f"the iterations of the loop on line {line} do not run the same lines")


def _required(walk: Walk, text: str, frame: int, position: int) -> Known:
    known = value_at(walk, text, frame, position)
    if known is None:
        raise Refutation(f"expected `{text}` to have a value at step {position}, it has none that is known")
    return known


def check_change(walk: Walk, statement: Statement) -> None:
    """`total` goes from 3 to 21."""
    first, last, frame = span(walk)
    text, verb, old, new = (text_of(slot) for slot in statement.slots)
    for position, said in ((first - 1, old), (last, new)):
        known = _required(walk, text, frame, position)
        if not known.is_said(said):
            raise Refutation(f"expected `{text}` to be {known.text} after step {position}, got {said}", known.text)
    require_direction(verb, old, new)


def check_end(walk: Walk, statement: Statement) -> None:
    """`x` = 5 at the end."""
    _, last, frame = span(walk)
    text, said = (text_of(slot) for slot in statement.slots)
    known = _required(walk, text, frame, last)
    if not known.is_said(said):
        raise Refutation(f"expected `{text}` to be {known.text} at the end, got {said}", known.text)


def check_values(walk: Walk, statement: Statement) -> None:
    """`x` takes the values 1, 2, 3: all of them, in order; what it held before the range may be left out."""
    first, _, frame = span(walk)
    text, said = text_of(statement.slots[0]), statement.slots[1]
    told = list(said) if isinstance(said, tuple) else [text_of(said)]
    found = list(islice(told_of(walk).values(text), len(told) + 2))  # more of them are wrong anyway
    before = value_at(walk, text, frame, first - 1)
    fresh = found[1:] if found and before is not None and before.text == found[0] else found
    if not any(len(told) == len(row) and all(map(_says, row, told)) for row in (found, fresh)):
        more = [*fresh[: len(told) + 1], "..."] if len(fresh) > len(told) + 1 else fresh
        raise Refutation(f"expected `{text}` to take {', '.join(more)}, got {', '.join(told)}", ", ".join(more))


def _says(literal: str, said: str) -> bool:
    return Known(literal).is_said(said)


def _all_values(walk: Walk, text: str) -> Iterator[str]:
    """How a condition came out in the range, or the values that an expression takes, one at least."""
    told = told_of(walk)
    outcomes = told.outcomes(text)
    found = iter([repr(outcome) for outcome in dict.fromkeys(outcomes)]) if outcomes else told.values(text)
    one = next(found, None)
    if one is None:
        raise Refutation(
            f"expected `{text}` to have a value in steps {told.first} to {told.last}, it has none that is known"
        )
    yield one
    yield from found


def check_always(walk: Walk, statement: Statement) -> None:
    """`x` is always 5; `x > 3` is always True. What is no test has a value at every step of the range."""
    text, said = (text_of(slot) for slot in statement.slots)
    for literal in _all_values(walk, text):
        if not _says(literal, said):
            raise Refutation(f"expected `{text}` to be {literal} too, got always {said}", literal)
    told = told_of(walk)
    if not told.outcomes(text) and any(literal is None for literal in told.moments(text)):
        raise Refutation(f"`{text}` has no value at some step from {told.first} to {told.last}")


def check_never(walk: Walk, statement: Statement) -> None:
    """`x > 3` is never True."""
    text, said = (text_of(slot) for slot in statement.slots)
    if said not in ("True", "False"):
        raise Refutation(f"expected True or False, got never {said}")
    for literal in _all_values(walk, text):
        if literal not in ("True", "False"):
            raise Refutation(f"expected `{text}` to be a condition, it is {literal}")
        if literal == said:
            raise Refutation(f"`{text}` is {said} in steps {span(walk)[0]} to {span(walk)[1]}")


def check_constant(walk: Walk, statement: Statement) -> None:
    """`x` never changes."""
    first, last, frame = span(walk)
    text = text_of(statement.slots[0])
    before = _required(walk, text, frame, first - 1)
    other = next((literal for literal in told_of(walk).values(text) if literal != before.text), None)
    if other is not None or value_at(walk, text, frame, last) is None:
        raise Refutation(f"`{text}` changes from {before.text} to {other}", other or "")


def check_only(walk: Walk, statement: Statement) -> None:
    """`x` only rises."""
    first, last, frame = span(walk)
    text, verb = (text_of(slot) for slot in statement.slots)
    told = range_of(walk, first - 1 if first else first, last, frame)
    key = ("only", normal(text), verb)
    if key not in told.judged:
        told.judged[key] = _fault_of_direction(text, ast.Lt if verb == "rises" else ast.Gt, told)
    if told.judged[key]:
        raise Refutation(told.judged[key])


def _fault_of_direction(text: str, sign: type[ast.cmpop], told: Range) -> str:
    """What is wrong with values that are said to go one way; empty if nothing is."""
    count = 0
    for one, other in pairwise(told.values(text)):
        count += 1
        try:
            right = compare(sign, literals.parse(one), literals.parse(other))
        except (LiteralError, Unknown, TypeError):
            right = False
        if not right:
            return f"`{text}` goes from {one} to {other}"
    return "" if count else f"`{text}` does not change in steps {told.first} to {told.last}"


def check_times(walk: Walk, statement: Statement) -> None:
    """`x > 3` is True 4 times."""
    text, said, count = (text_of(slot) for slot in statement.slots)
    outcomes = told_of(walk).outcomes(text)
    if not outcomes or said not in ("True", "False"):
        raise Refutation(f"expected `{text}` to be a test in the range, found none")
    found = outcomes.count(said == "True")
    if found != whole(count):
        raise Refutation(f"expected `{text}` to be {said} {found} times, got {count}", str(found))


def runs_of_line(walk: Walk, line: int, first: int, last: int) -> int:
    """How often a line ran in a range of steps, a statement that was split once."""
    if line not in walk.source.first_lines:
        raise Refutation(f"expected the first line of a block, which counts for all of it, got line {line}")
    return range_of(walk, first, last, NOWHERE).lines[line]


def check_line(walk: Walk, statement: Statement) -> None:
    """line 6 runs 3 times; line 6 never runs."""
    first, last, _ = span(walk)
    line = whole(statement.slots[0])
    _require_count(f"line {line} to run", runs_of_line(walk, line, first, last), _count(statement, 1))


def _count(statement: Statement, slot: int) -> int:
    return 0 if statement.mode in ("never", "nothing") else whole(statement.slots[slot])


def _require_count(what: str, found: int, said: int) -> None:
    if found != said:
        raise Refutation(f"expected {what} {found} times, got {said}", str(found))


def check_prints(walk: Walk, statement: Statement) -> None:
    """prints '1', '2' and '3'; nothing is printed."""
    printed = told_of(walk).printed
    said: Value = () if statement.mode == "nothing" else statement.slots[0]
    told = said if isinstance(said, tuple) else (last_of(said),)
    _require_count("something to be printed", len(printed), len(told))
    for text, step in zip(told, printed, strict=True):
        require_written(text, step)


def check_calls(walk: Walk, statement: Statement) -> None:
    """3 calls of `f` are made; no call is made."""
    told = told_of(walk)
    if statement.mode == "nothing":
        _require_count("a call to be made", len(told.calls), 0)
        return
    name = split_call(text_of(statement.slots[1]))[0]
    _require_count(f"{name} to be called", told.times_called(name), whole(statement.slots[0]))


FOLDS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "fold_iterations": open_iterations,
    "fold_rest": open_rest,
    "fold_call": open_call,
    "fold_alike": check_alike,
    "fold_change": check_change,
    "fold_end": check_end,
    "fold_values": check_values,
    "fold_always": check_always,
    "fold_never": check_never,
    "fold_constant": check_constant,
    "fold_only": check_only,
    "fold_times": check_times,
    "fold_line": check_line,
    "fold_print": check_prints,
    "fold_calls": check_calls,
}
