"""Claims that compare the run that is told with others that the question brings: its original, or trials before it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Final

from tracepile_hf.records import Step, Trace
from tracepile_hf.verification.anchors import whole
from tracepile_hf.verification.calls import split_call
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.numbering import says
from tracepile_hf.verification.states import text_of
from tracepile_hf.verification.walk import Refutation, Walk


def _original(walk: Walk) -> Trace:
    if not walk.others:
        raise Refutation("expected a question about two runs, it has one")
    return walk.others[0]


def _said(what: str, truth: str, said: str) -> None:
    if not says(truth, said):
        raise Refutation(f"expected {what} to be {truth}, got {said}", truth)


def _place(step: Step) -> tuple[str, int, str]:
    return step.event, step.line, step.function


def check_same_so_far(walk: Walk, statement: Statement) -> None:
    """Up to here, the original run takes the same steps: the same lines and events, whatever their values."""
    other = _original(walk).steps
    last = len(walk.steps) - 1 if statement.mode == "all" else walk.position
    if last < 0 or len(other) <= last or (statement.mode == "all" and len(other) != len(walk.steps)):
        raise Refutation(f"expected the original run to take {len(walk.steps)} steps, it takes {len(other)}")
    for one, two in islice(zip(walk.steps, other, strict=False), last + 1):
        if _place(one) != _place(two):
            raise Refutation(f"the original run comes to line {two.line} at step {two.index}, not to line {one.line}")


def _aligned(walk: Walk) -> Step:
    """The step of the original run that stands where we are. Raises `Refutation` if the runs parted before."""
    other = _original(walk).steps
    if not 0 <= walk.position < len(other):
        raise Refutation(f"expected a step of the original run at {walk.here}, found none")
    for one, two in islice(zip(walk.steps, other, strict=False), walk.position + 1):
        if _place(one) != _place(two):
            raise Refutation(f"the runs part at step {two.index}, before {walk.here}")
    return other[walk.position]


def check_original_next(walk: Walk, statement: Statement) -> None:
    """In the original run, line 9 comes next."""
    at, line = _aligned(walk), whole(statement.slots[0])
    steps = _original(walk).steps
    after = steps[at.index + 1] if at.index + 1 < len(steps) else None
    if after is None or after.event != "line" or after.line != line:
        raise Refutation(f"expected the next step of the original run, got line {line}", str(after and after.line))


def check_original_value(walk: Walk, statement: Statement) -> None:
    """In the original run, `x` = 5 here: what the same step evaluated or changed."""
    at = _aligned(walk)
    text, said = text_of(statement.slots[0]), text_of(statement.slots[1])
    known = dict(at.operands) | dict(at.changed)
    if text not in known:
        raise Refutation(f"expected `{text}` to be among what the original step evaluates, it is not")
    _said(f"`{text}` in the original run", known[text], said)


def check_original_result(walk: Walk, statement: Statement) -> None:
    """The original run returns 30, this one returns 33."""
    _said("what the original run returns", _original(walk).result or "", text_of(statement.slots[0]))
    _said("what this run returns", walk.trace.result or "", text_of(statement.slots[1]))


def check_original_prints(walk: Walk, statement: Statement) -> None:
    """The original run prints '3' and '4'."""
    slot = statement.slots[0]
    said = list(slot) if isinstance(slot, tuple) else [text_of(slot)]
    lines = [repr(line) for line in _original(walk).stdout.splitlines()]
    if len(lines) != len(said) or not all(map(says, lines, said)):
        raise Refutation(f"expected {', '.join(lines)}, got {', '.join(said)}", ", ".join(lines))


def check_wanted(walk: Walk, statement: Statement) -> None:
    """We look for a call of `f` that returns 8: what the question's own run returned."""
    wanted = _original(walk)
    name, said = text_of(statement.slots[0]), text_of(statement.slots[1])
    if name != wanted.case.program.entry_point:
        raise Refutation(f"expected a call of {wanted.case.program.entry_point}, got {name}")
    _said("what is looked for", wanted.result or "", said)


def is_call(trace: Trace, text: str) -> bool:
    """Whether a text is the call that a trace was made of."""
    name, given = split_call(text)
    case = trace.case
    if name != case.program.entry_point or given is None or case.keyword_arguments:
        return False
    return len(given) == len(case.arguments) and all(map(says, case.arguments, given))


def _trial(walk: Walk, text: str) -> Trace:
    found = next((trace for trace in walk.others[1:] if is_call(trace, text)), None)
    if found is None:
        raise Refutation(f"expected a trial that was run, got `{text}`")
    return found


def check_trial(walk: Walk, statement: Statement) -> None:
    """`f(3)` returns 5, not 8."""
    text, said, wanted = (text_of(slot) for slot in statement.slots)
    trial, target = _trial(walk, text), _original(walk).result or ""
    _said(f"what `{text}` returns", trial.result or "", said)
    _said("what is looked for", target, wanted)
    if says(trial.result or "", target):
        raise Refutation(f"`{text}` returns {target}, as wanted")


def check_trial_fails(walk: Walk, statement: Statement) -> None:
    """`f(3)` raises `KeyError`."""
    text, said = (text_of(slot) for slot in statement.slots)
    name = (_trial(walk, text).exception or "").partition("(")[0]
    if not name or name != said:
        raise Refutation(f"expected `{text}` to raise {name or 'nothing'}, got {said}", name)


def check_found(walk: Walk, statement: Statement) -> None:
    """So `f(5)` returns 8, as wanted: the arguments are (5,). The run that was told."""
    text, said, given = (text_of(slot) for slot in statement.slots)
    arguments = walk.trace.case.arguments
    _said("the arguments", f"({', '.join(arguments)}{',' if len(arguments) == 1 else ''})", given)
    if not is_call(walk.trace, text):
        raise Refutation(f"expected the call that was told, got `{text}`")
    _said(f"what `{text}` returns", walk.trace.result or "", said)
    _said("what is looked for", _original(walk).result or "", said)
    if walk.position < len(walk.steps) - 1:
        raise Refutation("expected the run to be told to its end")


CONTRASTS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "same_so_far": check_same_so_far,
    "original_next": check_original_next,
    "original_value": check_original_value,
    "original_result": check_original_result,
    "original_prints": check_original_prints,
    "wanted": check_wanted,
    "trial": check_trial,
    "trial_fails": check_trial_fails,
    "found": check_found,
}
