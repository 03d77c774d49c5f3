"""What language models say beside the words of `spoken`: base cases, shifts, extremes, tests with their numbers."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.literals import is_value
from tracepile_hf.verification.anchors import last_of, whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.events import check_return, next_call
from tracepile_hf.verification.expression import normal, written
from tracepile_hf.verification.states import (
    check_value,
    compared,
    known_before,
    require_condition,
    require_holds,
    require_written_here,
    text_of,
)
from tracepile_hf.verification.substitution import has_names
from tracepile_hf.verification.ticks import check_numbers
from tracepile_hf.verification.walk import Refutation, Walk

_SHIFTS: Final[dict[str, type[ast.operator]]] = {"left": ast.LShift, "right": ast.RShift}
_LARGEST: Final = frozenset({"largest", "maximum", "highest"})


def check_base(walk: Walk, statement: Statement) -> None:
    """the base case `fact(1)` returns 1: a call of a function that calls itself, which makes no such call."""
    if statement.mode == "returns":
        name, said = statement.slots
        check_return(walk, statement._replace(kind="return", mode="", slots=(name, None, said)))
        frame = walk.step.frame
    elif statement.mode == "call":
        walk.move(next_call(walk, last_of(statement.slots[0])).index)
        frame = walk.step.frame
    else:
        frame = walk.step.frame
    call = walk.timeline.call_of.get(frame)
    if call is None:
        raise Refutation(f"expected a call, got {walk.here}")
    function = walk.steps[call].function
    if any(walk.steps[index].function == function for index in walk.timeline.calls.get(frame, [])):
        raise Refutation(f"expected a call of {function} that calls it no further, got {walk.here}")
    if not _calls_itself(walk, function):
        raise Refutation(f"expected a function that calls itself, {function} does not")


def _calls_itself(walk: Walk, function: str) -> bool:
    """Whether a function was called by itself in this run."""
    for frame, calls in walk.timeline.calls.items():
        caller = walk.timeline.call_of.get(frame)
        if caller is None or walk.steps[caller].function != function:
            continue
        if any(walk.steps[index].function == function for index in calls):
            return True
    return False


def check_shift(walk: Walk, statement: Statement) -> None:
    """shifts `n` right by 1 bit, so it becomes 6."""
    text, side, amount = text_of(statement.slots[0]), text_of(statement.slots[1]), whole(statement.slots[2])
    require_written_here(walk, text)
    for node in walk.view.nodes:
        value = node.value if isinstance(node, ast.Assign) else None
        parts = walk.source.augmented_at(walk.step.line) if isinstance(node, ast.AugAssign) else [value]
        for part in parts:
            if (
                isinstance(part, ast.BinOp)
                and isinstance(part.op, _SHIFTS[side])
                and written(part.left) == normal(text)
                and walk.view.evaluated(part.right).is_said(str(amount))
            ):
                known_before(walk, text)
                if statement.slots[3] is not None:
                    require_holds(walk, text, last_of(statement.slots[3]))
                return
    raise Refutation(f"expected line {walk.step.line} to shift `{text}` {side} by {amount}, it does not")


def check_extreme(walk: Walk, statement: Statement) -> None:
    """the largest value of `x` is 5: of all that it had in the run."""
    word, text, said = (text_of(slot) for slot in statement.slots)
    frame = walk.step.frame if walk.position >= 0 else 0
    owner = walk.state.owner(text, frame, len(walk.steps) - 1)
    history = walk.timeline.history.get((owner, text))
    if history is None or not text.isidentifier():
        raise Refutation(f"expected a name that has values, got `{text}`")
    try:
        found = [walk.state.lookup(text, frame, moment).value for moment in history.moments]
        told = literals.parse(said)
    except LiteralError as error:
        raise Refutation(f"{said} is no value: {error}") from None
    sign = ast.LtE if word in _LARGEST else ast.GtE
    if not any(literals.same(one, told) for one in found) or not all(compared(sign, one, told) for one in found):
        raise Refutation(f"expected the {word} value of `{text}`, got {said}")


def check_checked(walk: Walk, statement: Statement) -> None:
    """checks 7 % 2 == 0, which is False; `x > 2` is 3 > 2, which is True."""
    *first, what, said = statement.slots
    if said not in ("True", "False") and is_value(last_of(said)) is False:
        raise Refutation(f"expected True or False, got {last_of(said)}")
    text = what[0] if isinstance(what, tuple) else text_of(what)
    if first:  # `x > 2` is 3 > 2, which is True
        require_condition(walk, text_of(first[0]), said == "True")
    if has_names(text):
        require_condition(walk, text, said == "True")
    else:
        check_numbers(walk, statement._replace(kind="numbers", mode="literal", slots=(what, said)))


def check_reading(walk: Walk, statement: Statement) -> None:
    """reads `n` = 5: what the statement sets comes from the input."""
    check_value(walk, statement._replace(kind="value", mode="set"))
    calls = [node for node in walk.source.expressions_at(walk.step.line) if isinstance(node, ast.Call)]
    if not any(written(node.func) in walk.source.reading for node in calls):
        raise Refutation(f"expected line {walk.step.line} to read input, it does not")


TOLD: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "base": check_base,
    "shift": check_shift,
    "extreme": check_extreme,
    "checked": check_checked,
    "reading": check_reading,
}
