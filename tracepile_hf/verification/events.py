"""Events: calls, returns, yields, prints and exceptions, each of the line and the frame that it was of."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Callable
from typing import Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.records import Step
from tracepile_hf.verification.anchors import first_ahead, last_of, none_ahead, require_literal, text_in, whole
from tracepile_hf.verification.calls import is_function, require_arguments, split_call
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import parse_expression
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.origins import require_handed_out, require_part
from tracepile_hf.verification.state import Known, is_read
from tracepile_hf.verification.timeline import NOWHERE
from tracepile_hf.verification.walk import Refutation, Walk


def next_call(walk: Walk, text: str) -> Step:
    """The next call of a function that the frame in control makes, its arguments checked."""
    name, given = split_call(text)
    calls = walk.timeline.calls
    rows = list(calls.values()) if walk.position < 0 else [calls.get(frame, []) for frame in walk.frames()]
    step = first_ahead(
        walk, f"a call of {name}", rows, lambda step: is_function(name, step, walk), list(calls.values())
    )
    frame = walk.timeline.caller.get(step.frame, 0)
    caller = walk.timeline.last_of(frame, step.index)
    if caller >= 0:
        walk.require_reach(walk.steps[caller])
    walk.require_here(step, frame)
    require_arguments(given, step, walk)
    return step


def check_entry(walk: Walk, statement: Statement) -> None:
    """We trace `f(2)`: the call that the run is about, which no call before it is taken for."""
    name, given = split_call(last_of(statement.slots[0]))
    index = walk.timeline.entry
    if index < 0:
        raise Refutation("expected a run of a script to begin at its top, got a call")
    step = walk.steps[index]
    if index <= walk.position:
        raise none_ahead(walk, f"the call of {name}", behind=True)
    if not is_function(name, step, walk):
        raise Refutation(f"expected the call of {step.function}, got {name}", step.function)
    require_arguments(given, step, walk)
    walk.move(step.index)


def check_top(walk: Walk, statement: Statement) -> None:
    """The program runs from the top: of a script, before anything of it is told."""
    if walk.timeline.entry >= 0 or walk.position >= 0:
        raise Refutation(f"expected a script of which nothing is told, got {walk.here}")


def check_call(walk: Walk, statement: Statement) -> None:
    """`calls f(2)`, `enters f`."""
    if statement.mode == "itself":
        step = next_call(walk, walk.steps[walk.timeline.last_of(walk.frame, walk.position)].function)
        if not calls_itself(walk, step):
            raise Refutation(f"expected a call by {step.function} of itself at step {step.index}")
        walk.move(step.index)
        return
    step = next_call(walk, last_of(statement.slots[-1]))
    if statement.mode == "by":
        require_made_by(walk, step, last_of(statement.slots[0]))
    if statement.mode == "recursive" and not is_recursive(walk, step):
        raise Refutation(f"expected {step.function} to call itself at step {step.index}, another function calls it")
    walk.move(step.index)


def require_made_by(walk: Walk, call: Step, text: str) -> None:
    """Raises `Refutation` unless a call is made by another one that is named: `fact(3)` calls `fact(2)`."""
    name, given = split_call(text)
    caller = walk.timeline.call_of.get(walk.timeline.caller.get(call.frame, 0))
    if caller is None or not is_function(name, walk.steps[caller], walk):
        raise Refutation(f"expected a call by {name} at step {call.index}")
    require_arguments(given, walk.steps[caller], walk)


def calls_itself(walk: Walk, call: Step) -> bool:
    """Whether a function is called by itself, not only while it runs."""
    caller = walk.timeline.call_of.get(walk.timeline.caller.get(call.frame, 0))
    return caller is not None and walk.steps[caller].function == call.function


def is_recursive(walk: Walk, call: Step) -> bool:
    """Whether a function is called while another call of it runs."""
    running = [walk.timeline.call_of.get(frame) for frame in walk.timeline.stack_at(call.index - 1)]
    return any(walk.steps[index].function == call.function for index in running if index is not None)


def said_of_return(statement: Statement) -> tuple[Value, Value, tuple[Value, ...]]:
    """The name, the depth and (none if it is not told) the value of a return, however few of them its form has."""
    slots = statement.slots
    if statement.mode == "which":
        said = slots[1] if isinstance(slots[1], tuple) else (last_of(slots[1]),)
        return None, None, ((last_of(slots[0]), *said),)
    if statement.mode == "caller":
        return slots[0], slots[1], ()
    name = slots[0] if len(slots) > 1 else None
    return name, slots[1] if len(slots) > 2 else None, slots[-1:]


def check_return(walk: Walk, statement: Statement) -> None:
    """`f (depth 2) returns 5`, `returns to its caller`."""
    name, depth, value = said_of_return(statement)
    if statement.mode == "function":
        _check_function_returned(walk, last_of(statement.slots[0]))
        return
    if value and isinstance(value[0], str) and not is_read(value[0]):
        _check_returning(walk, value[0])
        if name is not None:
            _require_of_call(walk, last_of(name))
        return
    step = _return_step(walk, last_of(name), whole(depth) if depth is not None else None)
    if depth is not None and step.depth != whole(depth):
        raise Refutation(f"expected depth {step.depth}, got {depth}, at step {step.index}", str(step.depth))
    if statement.mode == "caller" and step.value is not None and literals.is_value(step.value) and step.value != "None":
        raise Refutation(f"expected the value {step.value} to be told, at step {step.index}", step.value)
    call = walk.timeline.call_of.get(step.frame, NOWHERE)
    if call > walk.position >= 0:  # a call passed over whole: it is one that the line told last has made
        walk.require_here(walk.steps[call], walk.timeline.caller.get(step.frame, 0))
    walk.require_here(step, step.frame, always=name is None)
    walk.move(step.index)
    if value:
        require_literal(walk, f"what {step.function} returns", step.value, value[0])
        require_handed_out(walk, value[0], "return")


def _check_returning(walk: Walk, text: str) -> None:
    """returns `3 * fact(2)`: the expression of the statement where we stand, its parts filled in."""
    tree = parse_expression(text)
    returned = walk.source.returns(walk.step.line)
    if tree is None or not any(walk.view.is_filled_in(node, tree) for node in returned):
        raise Refutation(f"expected what line {walk.step.line} returns, got `{text}`")


def _require_of_call(walk: Walk, text: str) -> None:
    """Raises `Refutation` unless where we stand is in that call."""
    name, given = split_call(text)
    call = walk.timeline.call_of.get(walk.step.frame)
    if call is None or not is_function(name, walk.steps[call], walk):
        raise Refutation(f"expected to stand in a call of {name}, got {walk.here}")
    require_arguments(given, walk.steps[call], walk)


def _check_function_returned(walk: Walk, name: str) -> None:
    """returns the function `add`."""
    step = walk.step if walk.step.event == "return" else _return_step(walk, "", None)
    told = (step.value or "").removeprefix("<function ").removesuffix(">")
    if not (step.value or "").startswith("<function ") or told.rpartition(".")[2] != name:
        raise Refutation(f"expected {step.value} to be returned, got the function {name}", step.value or "")
    walk.require_here(step, step.frame, always=True)
    walk.move(step.index)


def _return_step(walk: Walk, text: str, depth: int | None) -> Step:
    name, given = split_call(text)
    frame = walk.frame if not text else _frame_named(walk, name, depth)
    indices = walk.timeline.frames.get(frame, [])
    step = walk.steps[indices[-1]] if indices else None
    if step is None or step.event != "return":
        raise Refutation(f"expected a return of {name or 'this call'} after {walk.here}, found none")
    if step.index <= walk.position:
        raise none_ahead(walk, f"a return of {name or 'this call'}", behind=True)
    if given is not None and frame in walk.timeline.call_of:
        require_arguments(given, walk.steps[walk.timeline.call_of[frame]], walk)
    return step


def _frame_named(walk: Walk, name: str, depth: int | None) -> int:
    """The activation of `name` that is to return: one that is running, innermost first, else the next one called."""
    timeline = walk.timeline
    if walk.position >= 0:
        for frame in [*timeline.stack_at(walk.position), *_paused(walk)]:
            call = timeline.call_of.get(frame)
            if call is None or not is_function(name, walk.steps[call], walk):
                continue
            if depth is None or walk.steps[call].depth == depth:
                return frame
    rows = list(timeline.calls.values()) if walk.position < 0 else [timeline.calls.get(walk.frame, [])]
    step = first_ahead(walk, f"a call of {name}", rows, lambda step: is_function(name, step, walk))
    walk.require_reach(walk.steps[timeline.last_of(timeline.caller.get(step.frame, 0), step.index)])
    return step.frame


def _paused(walk: Walk) -> list[int]:
    """Generators that have begun and are not at their end, the one that goes on first of all first."""
    timeline = walk.timeline
    following = {frame: timeline.next_in(timeline.frames[frame], walk.position) for frame in timeline.generators}
    begun = [frame for frame, index in following.items() if index >= 0 and timeline.call_of[frame] <= walk.position]
    return sorted(begun, key=lambda frame: following[frame])


def check_yield(walk: Walk, statement: Statement) -> None:
    """`f yields 3`."""
    name, *value = statement.slots
    frames = set(walk.frames()) | {walk.steps[index].frame for index in walk.timeline.calls.get(walk.frame, [])}

    def fits(step: Step) -> bool:
        if name is None:
            return step.frame == walk.frame
        return step.frame in frames and is_function(split_call(last_of(name))[0], step, walk)

    step = first_ahead(walk, "a yield", [walk.timeline.events["yield"]], fits)
    if statement.mode == "again" and not any(
        walk.steps[index].frame == step.frame for index in walk.timeline.events["yield"] if index < step.index
    ):
        raise Refutation(f"expected {step.function} to have yielded before step {step.index}, it has not")
    walk.require_reach(step)
    walk.require_here(step, step.frame, always=name is None)
    walk.move(step.index)
    if value:
        require_literal(walk, "what is yielded", step.value, value[0])
        require_handed_out(walk, value[0], "yield")


def check_raise(walk: Walk, statement: Statement) -> None:
    """`raises ValueError('no')`; raises it again: the exception that was caught last."""
    past = [walk.steps[index].value for index in walk.timeline.events["raise"] if index <= walk.position]
    if statement.mode == "again" and not past:
        raise Refutation(f"expected an exception before {walk.here}, found none")
    said = (past[-1] or "") if statement.mode == "again" else last_of(statement.slots[-1])
    frames = walk.timeline.stack_at(walk.position)
    step = first_ahead(
        walk, "an exception", [walk.timeline.events["raise"]], lambda step: walk.position < 0 or step.frame in frames
    )
    if not says_exception(said, step.value or ""):
        raise Refutation(f"expected {step.value}, got {said}, at step {step.index}", step.value or "")
    if statement.mode == "again" and not is_raised_again(walk, step):
        raise Refutation(f"expected line {step.line} to raise again what it caught, it does not, at step {step.index}")
    walk.require_reach(step)
    walk.require_here(step, step.frame)
    walk.move(step.index)
    if statement.mode == "of" and not is_function(
        split_call(last_of(statement.slots[0]))[0], _call_of(walk, step), walk
    ):
        require_part(walk, last_of(statement.slots[0]))


def _call_of(walk: Walk, step: Step) -> Step:
    """The call of what a step is in; the step itself at the top."""
    index = walk.timeline.call_of.get(step.frame)
    return step if index is None else walk.steps[index]


def is_raised_again(walk: Walk, step: Step) -> bool:
    """Whether an exception comes of `raise` alone, or of `raise e`: not of a call that lets it through."""
    return any(
        isinstance(node, ast.Raise) and isinstance(node.exc, (ast.Name, type(None)))
        for node in walk.source.statements.get(step.line, ())
    )


def says_exception(said: str, literal: str) -> bool:
    """Whether an exception's literal, or its name alone, is said."""
    name = literal.partition("(")[0]
    return said in (name, name.rpartition(".")[2]) or Known(literal).is_said(said)


def check_catch(walk: Walk, statement: Statement) -> None:
    """`the exception is caught on line 9`: by the handler that the exception where we stand reaches."""
    named = statement.mode in ("named", "named_any")
    line = None if statement.mode in ("any", "named_any") else whole(statement.slots[1 if named else 0])
    if line is not None and line not in walk.source.handler_lines:
        raise Refutation(f"expected a handler on line {line}, found none")
    raised = _raised(walk)
    if raised is None:
        raise Refutation(f"expected to stand at an exception, got {walk.here}")
    if named and not says_exception(text_in(statement.slots[0]), raised.value or ""):
        raise Refutation(f"expected {raised.value} to be caught, got {statement.slots[0]}", raised.value or "")
    waiting = set(walk.timeline.stack_at(raised.index))
    clauses = walk.source.clauses
    for step in walk.steps[raised.index + 1 :]:
        if step.event == "raise" and step.value != raised.value:
            break
        if step.event == "line" and step.frame in waiting and step.line in clauses:
            if line not in (None, step.line, clauses[step.line]):
                raise Refutation(f"expected the exception to be caught on line {step.line}, got {line}", str(step.line))
            walk.require_reach(step)
            walk.move(step.index)
            walk.line_told = step.index
            return
        if step.event == "line" and step.frame in waiting and step.line not in walk.source.passing_lines:
            break
    raise Refutation(f"expected the exception at {walk.here} to be caught, it is not")


def _raised(walk: Walk) -> Step | None:
    """The exception that is on its way where we stand: the step itself, or one that the line told last lets happen."""
    step = walk.step
    if step.event == "raise":
        return step
    following = walk.position + 1
    if following < len(walk.steps) and walk.steps[following].event == "raise":
        return walk.steps[following]
    past = [index for index in walk.timeline.events["raise"] if index <= walk.position]
    last = walk.steps[past[-1]] if past else None
    if last is not None and step.line in walk.source.passing_lines:
        return last
    return None


def check_passes(walk: Walk, statement: Statement) -> None:
    """`the exception travels on to line 12`."""
    line = whole(statement.slots[0])
    frames = walk.timeline.stack_at(walk.position)
    here = walk.step.frame
    rows = [walk.timeline.events["raise"]]
    step = first_ahead(
        walk,
        "the exception in a caller",
        rows,
        lambda step: (step.frame in frames and step.frame != here) or _is_thrown(walk, step),
    )
    if step.line != line:
        raise Refutation(f"expected the exception to reach line {step.line}, got line {line}", str(step.line))
    if walk.step.event != "raise" and not _is_let_go(walk, step):
        raise Refutation(f"expected to stand at an exception, got {walk.here}")
    on_its_way = _raised(walk)
    if on_its_way is not None and on_its_way.value != step.value:
        raise Refutation(f"expected {step.value} at step {step.index}, got the exception {on_its_way.value}")
    walk.move(step.index)


def _is_thrown(walk: Walk, step: Step) -> bool:
    """Whether an exception was thrown into a generator: it arises there at the `yield` where the generator paused."""
    indices = walk.timeline.frames[step.frame]
    before = bisect_left(indices, step.index) - 1
    return before >= 0 and walk.steps[indices[before]].event == "yield" and indices[before] <= walk.position


def _is_let_go(walk: Walk, step: Step) -> bool:
    """Whether the exception leaves the pointer's frame where we stand: a `finally` that it passes through."""
    between = walk.steps[walk.position + 1 : step.index]
    return all(other.frame == step.frame and other.line == step.line for other in between)


def check_print(walk: Walk, statement: Statement) -> None:
    """`prints 'abc'`."""
    frames = walk.frames()
    rows = [walk.timeline.events["print"]]
    step = first_ahead(walk, "a print", rows, lambda step: walk.position < 0 or step.frame in frames)
    require_written(last_of(statement.slots[0]), step)
    walk.require_reach(step)
    walk.require_here(step, step.frame)
    walk.move(step.index)


def require_written(said: str, step: Step) -> None:
    """Raises `Refutation` unless `said` is a string literal of what a print step wrote, its last newline optional."""
    try:
        text = literals.parse(said)
    except LiteralError:
        text = None
    if not isinstance(text, str) and said == step.stdout.removesuffix("\n"):
        return  # of `print(3)` people say that it prints 3
    if not isinstance(text, str) or text not in (step.stdout, step.stdout.removesuffix("\n")):
        truth = literals.render(step.stdout.removesuffix("\n"))
        raise Refutation(f"expected {truth} to be printed, got {said}, at step {step.index}", truth)


EVENTS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "entry": check_entry,
    "top": check_top,
    "call": check_call,
    "return": check_return,
    "yield": check_yield,
    "raise": check_raise,
    "catch": check_catch,
    "passes": check_passes,
    "print": check_print,
}
