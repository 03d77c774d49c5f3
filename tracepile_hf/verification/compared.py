"""Derivations that compare: ends of iterations with a bound, one iteration with the next, a relation run by run."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification.anchors import iteration_of, outer_loops, whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import compare, parse_expression
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.numbering import (
    Extent,
    require,
    require_said,
    require_told,
    require_value,
    run_of,
    runs_of,
    says,
    texts_of,
)
from tracepile_hf.verification.predicate import seen_from, worth
from tracepile_hf.verification.ranges import value_at
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.states import text_of
from tracepile_hf.verification.walk import Refutation, Walk

_SIGNS: Final[dict[str, type[ast.cmpop]]] = {
    "<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE, "==": ast.Eq, "!=": ast.NotEq,
    "greater than": ast.Gt, "less than": ast.Lt,
}  # fmt: skip


def _relation(sign: str, left: str, right: str) -> bool:
    try:
        return bool(compare(_SIGNS[sign], literals.parse(left), literals.parse(right)))
    except (LiteralError, Unknown, TypeError):
        raise Refutation(f"expected values that can be compared, got {left} and {right}") from None


def rounds_of(walk: Walk, line: int) -> list[list[int]]:
    """The header steps with which the iterations of each run of a loop begin, and last the one that ended it."""
    if line not in walk.source.loops:
        raise Refutation(f"expected a loop on line {line}, found none")
    found: list[list[int]] = []
    latest: dict[tuple[int, object], list[int]] = {}
    rows = [index for (_, number), row in walk.timeline.lines.items() if number == line for index in row]
    for index in sorted(rows):
        step = walk.steps[index]
        outcome = walk.outcome(step)
        if outcome is None:
            continue
        key = (step.frame, outer_loops(step, line))
        if iteration_of(step, line) == 1 and outcome:
            latest[key] = [index]
            found.append(latest[key])
        elif key in latest:
            latest[key].append(index)
    return found


def ends_of(walk: Walk, line: int) -> list[int]:
    """The last step of every iteration of a loop that is run once, but for one in which it is left."""
    runs = rounds_of(walk, line)
    if len(runs) != 1:
        raise Refutation(f"expected a loop that is run once, the one on line {line} is run {len(runs)} times")
    return [index - 1 for index in runs[0][1:]]


def _ends(walk: Walk, last: int) -> bool:
    """Whether nothing happens any more after where we stand, up to a step."""
    rest = walk.steps[walk.position + 1 : last + 1]
    return walk.position <= last and not any(one.event != "line" or one.changed or one.tests for one in rest)


def check_iteration_end(walk: Walk, statement: Statement) -> None:
    """Iteration 3 ends with `x` = 5, which is not greater than 8: the iteration of the loop that we stand in."""
    number = whole(statement.slots[0])
    negated, sign = statement.slots[3] is not None, text_of(statement.slots[4])
    text, said, bound = text_of(statement.slots[1]), text_of(statement.slots[2]), text_of(statement.slots[5])
    step = walk.step
    for line, at in reversed(step.iterations):
        if at == number:
            runs = rounds_of(walk, line)
            if len(runs) != 1 or number >= len(runs[0]) or not _ends(walk, runs[0][number] - 1):
                continue  # another loop around this step may be meant
            require_value(walk, text, step.frame, walk.position, said)
            require(f"{said} {sign} {bound}", _relation(sign, said, bound), not negated)
            return
    raise Refutation(f"expected the end of iteration {number} of a loop at {walk.here}")


def check_first_end(walk: Walk, statement: Statement) -> None:
    """Iteration 4 of the loop on line 3 is the first that ends with `x` greater than 8."""
    number, line = whole(statement.slots[0]), whole(statement.slots[1])
    text, sign, bound = text_of(statement.slots[2]), text_of(statement.slots[3]), text_of(statement.slots[4])
    ends = ends_of(walk, line)
    if not 1 <= number <= len(ends):
        raise Refutation(f"expected an iteration that ends, from 1 to {len(ends)}, got {number}")
    if not _ends(walk, ends[number - 1]):
        require_told(walk, ends[number - 1], f"the end of iteration {number}")
    for at, end in enumerate(ends[:number], 1):
        if is_beyond(walk, text, sign, bound, end) != (at == number):
            raise Refutation(f"expected another iteration than {number} to be the first, iteration {at} says no")


def is_beyond(walk: Walk, text: str, sign: str, bound: str, end: int) -> bool:
    """Whether an expression is greater or less than a bound at the end of an iteration."""
    known = value_at(walk, text, walk.steps[end + 1].frame, end)
    return known is not None and _relation(sign, known.text, bound)


def _between(walk: Walk, first: Value, second: Value, line: Value) -> tuple[int, int]:
    """The header steps with which two neighbouring iterations of a loop that is run once begin."""
    one, two = whole(first), whole(second)
    runs = rounds_of(walk, whole(line))
    if len(runs) != 1 or two != one + 1 or not one >= 1 or two > len(runs[0]):
        raise Refutation(f"expected neighbouring iterations of a loop that is run once, got {one} and {two}")
    start, end = runs[0][one - 1], runs[0][two - 1]
    if walk.outcome(walk.steps[end]) is not True:
        raise Refutation(f"expected iteration {two} of the loop on line {line} to begin, it does not")
    require_told(walk, end, f"iteration {two}")
    return start, end


def check_since_round(walk: Walk, statement: Statement) -> None:
    """From iteration 2 to iteration 3 of the loop on line 4, `x` goes from 5 to 8 / is new with 8 / stays 8."""
    start, end = _between(walk, *statement.slots[:3])
    text, *said = [text_of(slot) for slot in statement.slots[3:]]
    frame = walk.steps[end].frame
    before = value_at(walk, text, frame, start)
    was = before.text if before is not None else ""
    if statement.mode == "new":
        require(f"`{text}` before", "", was)
    else:
        require_value(walk, text, frame, start, said[0])
    require_value(walk, text, frame, end, said[-1])
    if statement.mode == "goes":
        require(f"`{text}` to change", True, not says(was, said[-1]))


def check_differing(walk: Walk, statement: Statement) -> None:
    """What differs between iterations 2 and 3 of the loop on line 4 is {'x': 8}: all variables of the frame."""
    start, end = _between(walk, *statement.slots[:3])
    frame = walk.steps[end].frame
    found: list[str] = []
    for owner, name in walk.timeline.history:
        if owner == frame:
            before = value_at(walk, name, frame, start)
            was = None if before is None else before.text
            after = value_at(walk, name, frame, end)
            if after is not None and not after.text.startswith("<") and after.text != was:
                found.append(f"{name!r}: {after.text}")
    require_said("what differs", "{" + ", ".join(found) + "}", text_of(statement.slots[3]))


def holds_after(walk: Walk, text: str, run: Extent) -> tuple[bool, str, str, str]:
    """Whether a condition is true after a run of a line; of a single comparison also left value, sign, right value.

    Raises `Refutation` for what has no truth there.
    """
    tree = parse_expression(text)
    lookup = seen_from(walk, walk.steps[run[0]].frame, run[1])
    try:
        outcome = worth(text, lookup)
        if type(outcome) is not bool:
            raise Refutation(f"expected a condition, got `{text}`")
        if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
            return outcome, "", "", ""
        sign = next((sign for sign, kind in _SIGNS.items() if isinstance(tree.ops[0], kind)), "")
        left, right = (literals.render(worth(ast.unparse(side), lookup)) for side in (tree.left, tree.comparators[0]))
    except Unknown as error:
        raise Refutation(f"`{text}` has no value after step {run[1]}: {error}") from None
    return outcome, left, sign, right


def check_check(walk: Walk, statement: Statement) -> None:
    """After run 3 of line 5, `a < b` holds, as 3 < 5."""
    run = run_of(walk, statement.slots[0], statement.slots[1])
    _, _, text, verdict, *said = texts_of(statement)
    outcome, *sides = holds_after(walk, text, run)
    require(f"`{text}`", "holds" if outcome else "fails", verdict)
    if statement.mode == "plain":
        return
    left, sign, right = said[:3]
    for truth, side in zip((sides[0], sides[2]), (left, right), strict=True):
        require_said(f"a side of `{text}`", truth, side)
    require("the relation", sides[1], sign)


def check_always(walk: Walk, statement: Statement) -> None:
    """`a < b` holds after all 6 runs of line 5: True."""
    text, count, line, said = texts_of(statement)
    runs = runs_of(walk, whole(line))
    require(f"the runs of line {line}", len(runs), whole(count))
    require_told(walk, runs[-1][1], f"the last run of line {line}")
    for number, run in enumerate(runs, 1):
        if not holds_after(walk, text, run)[0]:
            raise Refutation(f"`{text}` fails after run {number} of line {line}", "False")
    require("the verdict", "True", said)


def check_not_always(walk: Walk, statement: Statement) -> None:
    """`a < b` fails after run 4 of line 5: False."""
    run = run_of(walk, statement.slots[1], statement.slots[2])
    if holds_after(walk, text_of(statement.slots[0]), run)[0]:
        raise Refutation(f"`{text_of(statement.slots[0])}` holds there", "True")
    require("the verdict", "False", text_of(statement.slots[3]))


COMPARED: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "iteration_end": check_iteration_end,
    "first_end": check_first_end,
    "since_round": check_since_round,
    "differing": check_differing,
    "check": check_check,
    "always": check_always,
    "not_always": check_not_always,
}
