"""Folds: a range of steps told in one sentence, and claims about all of it."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Final

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
from tracepile_hf.verification.calls import is_function, split_call
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.events import next_call, require_written
from tracepile_hf.verification.expression import compare, evaluate, normal, parse_expression, written
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.state import Known, Unknown
from tracepile_hf.verification.states import require_direction, text_of
from tracepile_hf.verification.timeline import NOWHERE
from tracepile_hf.verification.walk import Refutation, Walk

Range = tuple[int, int, int]  # first step, last step, frame in which expressions are looked up


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
    headers = _headers(walk, begin, line)
    told = [step for step in headers if walk.outcome(step) is True]
    if len(told) <= last - first:
        most = iteration_of(told[-1], line)
        raise Refutation(f"expected the loop on line {line} to run to iteration {most}, got {last}", str(most))
    after = next(
        (step.index for step in headers if step.index > told[last - first].index and walk.outcome(step) is not None),
        None,
    )
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
    headers = _headers(walk, begin, line)
    found = sum(walk.outcome(step) is True for step in headers)
    if found != count:
        raise Refutation(f"expected {found} remaining iterations of the loop on line {line}, got {count}", str(found))
    ended = walk.outcome(headers[-1]) is False
    end = headers[-1].index if ended else _last_inside(walk, begin, line)
    walk.move_over(_start_of(walk, begin), end, begin.frame)


def _headers(walk: Walk, begin: Step, line: int) -> list[Step]:
    """The header steps of one run of a loop, from `begin` on."""
    indices = walk.timeline.lines[begin.frame, line]
    outer = outer_loops(begin, line)
    found = []
    for index in indices[bisect_left(indices, begin.index) :]:
        step = walk.steps[index]
        if outer_loops(step, line) != outer:
            break
        found.append(step)
        if walk.outcome(step) is False:
            break
    return found


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


def span(walk: Walk) -> Range:
    """The range of the sentence. Raises `Refutation` if its opening was refuted."""
    if walk.fold is None:
        raise Refutation("the range of this sentence was not found")
    return walk.fold


def check_alike(walk: Walk, statement: Statement) -> None:
    """work alike: every iteration of the range runs the same lines, in the same order."""
    first, last, frame = span(walk)
    line = walk.steps[first].line
    rounds: dict[int, list[tuple[int, bool | None]]] = {}
    for step in walk.steps[first : last + 1]:
        number = iteration_of(step, line)
        if (
            step.event == "line"
            and step.frame == frame
            and number > 0
            and not (step.line == line and not walk.outcome(step))
        ):
            rounds.setdefault(number, []).append((step.line, step.tests[-1][1] if step.tests else None))
    told = list(rounds.values())
    if any(one != told[0] for one in told):
        raise Refutation(f"the iterations of the loop on line {line} do not run the same lines")


def value_at(walk: Walk, text: str, frame: int, position: int) -> Known | None:
    """What an expression is worth over the state after a step, seen from `frame`; None if it has no value there."""

    def resolve(node: ast.expr) -> Any:
        if isinstance(node, ast.Name):
            return walk.state.lookup(node.id, frame, position).value
        if isinstance(node, ast.Attribute):
            return walk.state.part(written(node), frame, position).value
        raise Unknown(f"{written(node)} is evaluated by its parts")

    tree = parse_expression(text)
    try:
        walk.view.require_program(text, anywhere=True)
        if isinstance(tree, ast.Name):
            known = walk.state.lookup(tree.id, frame, position)
        elif tree is None:
            return None
        else:
            known = Known(None, evaluate(tree, resolve))
    except Unknown:
        return None
    return known


def values_over(walk: Walk, text: str, first: int, last: int, frame: int) -> list[str]:
    """The literals an expression has after each step of a range, equal neighbours once; where it has none, nothing.

    A range is gone through once for an expression, however much is said of it.
    """
    key = (text, first, last, frame)
    known = walk.ranges.get(key)
    if known is not None:
        return known
    found = walk.ranges[key] = []
    for position in (first, *_changes(walk, text, first, last, frame)):
        there = value_at(walk, text, frame, position)
        if there is not None and (not found or found[-1] != there.text):
            found.append(there.text)
    return found


def _changes(walk: Walk, text: str, first: int, last: int, frame: int) -> Iterator[int]:
    """Steps after `first` at which some name of the expression changes."""
    tree = parse_expression(text)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} if tree is not None else set()
    steps: set[int] = set()
    for name in names:
        owner = frame
        while owner >= 0:
            history = walk.timeline.history.get((owner, name))
            moments = history.moments if history is not None else []
            steps.update(moments[bisect_left(moments, first + 1) : bisect_left(moments, last + 1)])
            owner = walk.timeline.enclosing.get(owner, 0) if owner else NOWHERE
    yield from sorted(steps)


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
    first, last, frame = span(walk)
    text, said = text_of(statement.slots[0]), statement.slots[1]
    told = list(said) if isinstance(said, tuple) else [text_of(said)]
    found = values_over(walk, text, first, last, frame)
    before = value_at(walk, text, frame, first - 1)
    fresh = found[1:] if found and before is not None and before.text == found[0] else found
    if not any(len(told) == len(row) and all(map(_says, row, told)) for row in (found, fresh)):
        raise Refutation(f"expected `{text}` to take {', '.join(fresh)}, got {', '.join(told)}", ", ".join(fresh))


def _says(literal: str, said: str) -> bool:
    return Known(literal).is_said(said)


def _outcomes(walk: Walk, text: str) -> list[bool]:
    """How a condition came out, each time it was decided in the range, in the frame of the fold."""
    first, last, frame = span(walk)
    wanted = {text, normal(text)}
    return [
        outcome
        for step in walk.steps[first : last + 1]
        if step.frame == frame
        for test, outcome in step.tests
        if test in wanted
    ]


def _all_values(walk: Walk, text: str) -> list[str]:
    first, last, frame = span(walk)
    outcomes = _outcomes(walk, text)
    found = [repr(outcome) for outcome in outcomes] if outcomes else values_over(walk, text, first, last, frame)
    if not found:
        raise Refutation(f"expected `{text}` to have a value in steps {first} to {last}, it has none that is known")
    return found


def check_always(walk: Walk, statement: Statement) -> None:
    """`x` is always 5; `x > 3` is always True."""
    text, said = (text_of(slot) for slot in statement.slots)
    _require_throughout(walk, text)
    other = next((literal for literal in _all_values(walk, text) if not _says(literal, said)), None)
    if other is not None:
        raise Refutation(f"expected `{text}` to be {other} too, got always {said}", other)


def _require_throughout(walk: Walk, text: str) -> None:
    """Raises `Refutation` where an expression that is no test has no value at some step of the range."""
    if _outcomes(walk, text):
        return
    first, last, frame = span(walk)
    gaps = walk.ranges.get(("gaps", text, first, last, frame))
    if gaps is None:
        steps = (first, *_changes(walk, text, first, last, frame))
        missing = [str(position) for position in steps if value_at(walk, text, frame, position) is None]
        gaps = walk.ranges["gaps", text, first, last, frame] = missing
    if gaps:
        raise Refutation(f"`{text}` has no value at step {gaps[0]}")


def check_never(walk: Walk, statement: Statement) -> None:
    """`x > 3` is never True."""
    text, said = (text_of(slot) for slot in statement.slots)
    found = _all_values(walk, text)
    if said not in ("True", "False"):
        raise Refutation(f"expected True or False, got never {said}")
    if any(literal not in ("True", "False") for literal in found):
        raise Refutation(f"expected `{text}` to be a condition, it is {found[0]}")
    if said in found:
        raise Refutation(f"`{text}` is {said} in steps {span(walk)[0]} to {span(walk)[1]}")


def check_constant(walk: Walk, statement: Statement) -> None:
    """`x` never changes."""
    first, last, frame = span(walk)
    text = text_of(statement.slots[0])
    before = _required(walk, text, frame, first - 1)
    other = next((literal for literal in values_over(walk, text, first, last, frame) if literal != before.text), None)
    if other is not None or value_at(walk, text, frame, last) is None:
        raise Refutation(f"`{text}` changes from {before.text} to {other}", other or "")


def check_only(walk: Walk, statement: Statement) -> None:
    """`x` only rises."""
    first, last, frame = span(walk)
    text, verb = (text_of(slot) for slot in statement.slots)
    found = values_over(walk, text, first - 1 if first else first, last, frame)
    if len(found) < 2:
        raise Refutation(f"`{text}` does not change in steps {first} to {last}")
    sign = ast.Lt if verb == "rises" else ast.Gt
    key = ("only", text, verb, first, last, frame)
    if key in walk.ranges:
        found = walk.ranges[key]
    walk.ranges[key] = found[:1]
    for one, other in pairwise(found):
        try:
            right = compare(sign, literals.parse(one), literals.parse(other))
        except (LiteralError, Unknown, TypeError):
            right = False
        if not right:
            walk.ranges[key] = [one, other]
            raise Refutation(f"`{text}` goes from {one} to {other}")


def check_times(walk: Walk, statement: Statement) -> None:
    """`x > 3` is True 4 times."""
    text, said, count = (text_of(slot) for slot in statement.slots)
    outcomes = _outcomes(walk, text)
    if not outcomes or said not in ("True", "False"):
        raise Refutation(f"expected `{text}` to be a test in the range, found none")
    found = outcomes.count(said == "True")
    if found != whole(count):
        raise Refutation(f"expected `{text}` to be {said} {found} times, got {count}", str(found))


def runs_of_line(walk: Walk, line: int, first: int, last: int) -> int:
    """How often a line ran in a range of steps, a statement that was split once."""
    if line not in walk.source.first_lines:
        raise Refutation(f"expected the first line of a block, which counts for all of it, got line {line}")
    return len(
        {
            (step.frame, step.visit)
            for step in walk.steps[first : last + 1]
            if step.event == "line" and step.line == line
        }
    )


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
    first, last, _ = span(walk)
    printed = [step for step in walk.steps[first : last + 1] if step.event == "print"]
    said: Value = () if statement.mode == "nothing" else statement.slots[0]
    told = said if isinstance(said, tuple) else (last_of(said),)
    _require_count("something to be printed", len(printed), len(told))
    for text, step in zip(told, printed, strict=True):
        require_written(text, step)


def check_calls(walk: Walk, statement: Statement) -> None:
    """3 calls of `f` are made; no call is made."""
    first, last, _ = span(walk)
    begin = first + 1 if walk.steps[first].event == "call" else first
    calls = [step for step in walk.steps[begin : last + 1] if step.event == "call"]
    if statement.mode == "nothing":
        _require_count("a call to be made", len(calls), 0)
        return
    name = split_call(text_of(statement.slots[1]))[0]
    found = sum(is_function(name, step, walk) for step in calls)
    _require_count(f"{name} to be called", found, whole(statement.slots[0]))


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
