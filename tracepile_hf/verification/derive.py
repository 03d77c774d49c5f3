"""Derivations: claims that number runs and calls, collect values, check a relation run by run, and add it all up.

None of them moves the pointer; each speaks of what the text has already come to.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from tracepile_hf.records import Step
from tracepile_hf.verification.anchors import whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.compared import rounds_of
from tracepile_hf.verification.folds import span
from tracepile_hf.verification.numbering import (
    Extent,
    calls_of,
    numbered,
    require,
    require_said,
    require_told,
    require_value,
    run_of,
    runs_of,
    says,
    texts_of,
    values_of,
)  # fmt: skip
from tracepile_hf.verification.states import text_of
from tracepile_hf.verification.walk import Refutation, Walk

MOST_PARTS: Final = 12  # of a sum that counts runs


def check_run_number(walk: Walk, statement: Statement) -> None:
    """Line 5 (run 3); This is run 3 of line 5."""
    said = whole(statement.slots[0])
    line = whole(statement.slots[1]) if statement.mode else walk.step.line
    frame = walk.step.frame
    here = walk.timeline.last_of(frame, walk.position) if walk.step.event != "call" else walk.position
    if walk.step.event == "call":  # the line that calls is still running
        here = walk.timeline.last_of(walk.timeline.caller[frame], walk.position)
    if walk.steps[here].line != line:
        raise Refutation(f"expected a run of line {line} at {walk.here}, found none")
    runs = runs_of(walk, line)
    own = [number for number, (first, last) in enumerate(runs, 1) if first <= here <= last]
    own = [number for number in own if walk.steps[runs[number - 1][0]].frame == walk.steps[here].frame]
    require(f"the number of the run of line {line}", own[-1] if own else 0, said)


def check_call_number(walk: Walk, statement: Statement) -> None:
    """This is call 3 of `f`: right after it was made."""
    said, name = whole(statement.slots[0]), text_of(statement.slots[1])
    if walk.step.event != "call":
        raise Refutation(f"expected a call at {walk.here}, found none")
    starts = [first for first, _ in calls_of(walk, name)]
    found = starts.index(walk.position) + 1 if walk.position in starts else 0
    require(f"the number of the call of {name}", found, said)


def check_active(walk: Walk, statement: Statement) -> None:
    """3 calls of `f` are active."""
    said, name = whole(statement.slots[0]), text_of(statement.slots[1])
    require(f"the active calls of {name}", _active(walk, name, walk.position), said)


def _active(walk: Walk, name: str, position: int) -> int:
    frames = set(walk.timeline.stack_at(position))
    return sum(walk.steps[first].frame in frames for first, _ in calls_of(walk, name))


def check_deepest(walk: Walk, statement: Statement) -> None:
    """At most 4 calls of `f` are active at the same time."""
    said, name = whole(statement.slots[0]), text_of(statement.slots[1])
    calls = calls_of(walk, name)
    if not calls:
        raise Refutation(f"expected calls of {name}, found none")
    require_told(walk, calls[-1][0], f"the last call of {name}")
    require("the active calls", max(_active(walk, name, first) for first, _ in calls), said)


def check_so_far(walk: Walk, statement: Statement) -> None:
    """So far, `x` has taken the values [1, 2]."""
    name, said = texts_of(statement)
    frame = walk.state.owner(name, walk.step.frame, walk.position)
    _require_values(walk, frame, name, walk.position, said)


def check_all_values(walk: Walk, statement: Statement) -> None:
    """In all, `x` takes the values [1, 2, 3]: the only variable of that name, or the one that is seen here."""
    name, said = texts_of(statement)
    frames = [frame for frame, text in walk.timeline.history if text == name]
    if not frames:
        raise Refutation(f"expected a variable {name}, found none")
    errors: list[Refutation] = []
    for frame in frames:
        try:
            require_told(walk, walk.timeline.history[frame, name].moments[-1], f"the last value of {name}")
            _require_values(walk, frame, name, len(walk.steps), said)
        except Refutation as error:
            errors.append(error)
        else:
            return
    raise errors[0]


def _require_values(walk: Walk, frame: int, name: str, last: int, said: str) -> None:
    require_said(f"the values of {name}", f"[{', '.join(values_of(walk, frame, name, last))}]", said)


def check_output_so_far(walk: Walk, statement: Statement) -> None:
    """The output has 3 lines so far."""
    require("the lines of output", _printed(walk).count("\n"), whole(statement.slots[0]))


def _printed(walk: Walk) -> str:
    return "".join(walk.steps[index].stdout for index in walk.timeline.events["print"] if index <= walk.position)


def check_output_line(walk: Walk, statement: Statement) -> None:
    """Line 2 of the output is 'abc'."""
    number, said = whole(statement.slots[0]), text_of(statement.slots[1])
    printed = _printed(walk)
    lines = printed.split("\n")[: printed.count("\n") + (walk.position == len(walk.steps) - 1)]
    if not 1 <= number <= len(lines):
        raise Refutation(f"expected a line of the output from 1 to {len(lines)}, got {number}")
    require_said(f"line {number} of the output", repr(lines[number - 1]), said)


def check_all_printed(walk: Walk, statement: Statement) -> None:
    """In all, the program prints '1' and '2'."""
    slot = statement.slots[0]
    said = list(slot) if isinstance(slot, tuple) else [text_of(slot)]
    for index in walk.timeline.events["print"]:
        require_told(walk, index, "what is printed")
    found = [repr(line) for line in walk.trace.stdout.splitlines()]
    if len(found) != len(said) or not all(map(says, found, said)):
        raise Refutation(f"expected {', '.join(found)} to be printed, got {', '.join(said)}", ", ".join(found))


def check_exception(walk: Walk, statement: Statement) -> None:
    """Exception 1 of the run is ('KeyError', 12): raised anew, not handed on."""
    number, said = whole(statement.slots[0]), text_of(statement.slots[1])
    raised = walk.timeline.events["raise"]
    origins = [index for index in raised if index == 0 or walk.steps[index - 1].event != "raise"]
    index, _ = numbered(walk, [(one, one) for one in origins], number, "exception")
    step = walk.steps[index]
    require_said("the exception", repr(((step.value or "").partition("(")[0], step.line)), said)


def check_after_run(walk: Walk, statement: Statement) -> None:
    """After run 3 of line 5, `x` = 7."""
    first, last = run_of(walk, statement.slots[0], statement.slots[1])
    require_value(walk, text_of(statement.slots[2]), walk.steps[first].frame, last, text_of(statement.slots[3]))


def check_test_result(walk: Walk, statement: Statement) -> None:
    """At test 3 of line 5, `x > 2` is True."""
    _, last = run_of(walk, statement.slots[0], statement.slots[1])
    _, _, text, said = texts_of(statement)
    tests = walk.steps[last].tests
    if not tests or not any(text == test for test, _ in tests):
        raise Refutation(f"expected a test of line {walk.steps[last].line}, got `{text}`")
    require("the outcome", repr(dict(tests)[text]), said)


def check_next_after(walk: Walk, statement: Statement) -> None:
    """After run 3 of line 5, line 8 is next: in the same frame, nothing between them."""
    first, last = run_of(walk, statement.slots[0], statement.slots[1])
    after = walk.steps[last + 1] if last + 1 < len(walk.steps) else None
    if after is None or after.event != "line" or after.frame != walk.steps[first].frame:
        raise Refutation(f"expected a line to follow at once after step {last}, none does")
    require("the next line", after.line, whole(statement.slots[2]))


def check_call_arguments(walk: Walk, statement: Statement) -> None:
    """The arguments of call 2 of `f` are (1, [2])."""
    number, name, said = texts_of(statement)
    first, _ = numbered(walk, calls_of(walk, name), whole(number), f"{name}, call")
    given = [literal for parameter, literal in walk.steps[first].arguments if parameter != "self"]
    require_said("the arguments", f"({', '.join(given)}{',' if len(given) == 1 else ''})", said)


def check_call_value(walk: Walk, statement: Statement) -> None:
    """Call 2 of `f` returns 6."""
    number, name, said = texts_of(statement)
    require_said(f"what call {number} of {name} returns", _returned(walk, number, name).value or "", said)


def _returned(walk: Walk, number: str, name: str) -> Step:
    calls = calls_of(walk, name)
    if not number and len(calls) != 1:
        raise Refutation(f"expected the number of a call of {name}, which is called {len(calls)} times")
    _, last = numbered(walk, calls, whole(number) if number else 1, f"{name}, call")
    require_told(walk, last, f"the return of {name}")
    if walk.steps[last].event != "return":
        raise Refutation(f"expected a call of {name} that returns, it does not")
    return walk.steps[last]


def check_at_return(walk: Walk, statement: Statement) -> None:
    """When call 2 of `f` returns, `x` = 5."""
    number, name, text, said = texts_of(statement)
    back = _returned(walk, number, name)
    require_value(walk, text, back.frame, back.index, said)


def check_counted(walk: Walk, statement: Statement) -> None:
    """Line 5 runs 3 + 2 = 5 times in all: the parts are the executions of the loop around it; or just the number."""
    line, slot = whole(statement.slots[0]), statement.slots[1]
    stages = [text_of(stage) for stage in slot] if isinstance(slot, tuple) else [text_of(slot)]
    if statement.mode == "body":
        runs = rounds_of(walk, line)
        parts = [sum(walk.outcome(walk.steps[index]) is True for index in run) for run in runs]
        last = max((index for run in runs for index in run), default=-1)
    else:
        extents = runs_of(walk, line)
        parts, last = _parts(walk, extents), extents[-1][1] if extents else -1
    require_told(walk, last, f"the last run of line {line}")
    require(f"the runs of line {line}", sum(parts), whole(stages[-1]))
    if len(stages) > 2:
        raise Refutation(f"expected one sum, got {' = '.join(stages)}")
    if len(stages) == 2:
        said = [whole(part) for part in stages[0].split(" + ")]
        require("the parts of the sum", [part for part in parts if part], [part for part in said if part])


def _parts(walk: Walk, extents: list[Extent]) -> list[int]:
    """How many runs each execution of the innermost loop around a line has, or each call where there is none."""
    counts: dict[object, int] = {}
    for first, _ in extents:
        step = walk.steps[first]
        key = (step.frame, step.iterations[:-1] if step.iterations else ())
        counts[key] = counts.get(key, 0) + 1
    return list(counts.values())


def check_numbered_runs(walk: Walk, statement: Statement) -> None:
    """Iterations 3 to 6 of the loop on line 4: runs 5 to 9 of line 6 are among these."""
    line = whole(statement.slots[2])
    _require_inside(walk, runs_of(walk, line), statement)


def check_numbered_calls(walk: Walk, statement: Statement) -> None:
    """Iterations 3 to 6 of the loop on line 4: calls 5 to 9 of `f` are among these."""
    _require_inside(walk, calls_of(walk, text_of(statement.slots[2])), statement)


def _require_inside(walk: Walk, extents: list[Extent], statement: Statement) -> None:
    first, last, _ = span(walk)
    inside = [number for number, (start, _) in enumerate(extents, 1) if first <= start <= last]
    if not inside or any(two != one + 1 for one, two in pairwise(inside)):
        raise Refutation("expected runs in the range of this sentence, found none")
    require("the first and the last of them", (inside[0], inside[-1]), tuple(map(whole, statement.slots[:2])))


DERIVATIONS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "run_number": check_run_number,
    "call_number": check_call_number,
    "active": check_active,
    "so_far": check_so_far,
    "output_so_far": check_output_so_far,
    "after_run": check_after_run,
    "next_after": check_next_after,
    "test_result": check_test_result,
    "call_arguments": check_call_arguments,
    "call_value": check_call_value,
    "at_return": check_at_return,
    "output_line": check_output_line,
    "exception_number": check_exception,
    "counted": check_counted,
    "deepest": check_deepest,
    "all_values": check_all_values,
    "all_printed": check_all_printed,
    "numbered_runs": check_numbered_runs,
    "numbered_calls": check_numbered_calls,
}
