"""Comparisons and membership: both values, the relation, and whether the statement has to do with them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification import library_numbers
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import is_place, normal
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.places import root_of
from tracepile_hf.verification.state import Known, Unknown, is_read
from tracepile_hf.verification.states import compared, text_of, worth
from tracepile_hf.verification.substitution import fault_of
from tracepile_hf.verification.walk import Refutation, Walk

_SIGNED: Final = {
    "<": "less than", ">": "greater than", "<=": "at most", ">=": "at least", "==": "equal to", "!=": "different from"
}  # fmt: skip
_RELATIONS: Final[dict[str, type[ast.cmpop]]] = {
    "less than": ast.Lt,
    "smaller than": ast.Lt,
    "greater than": ast.Gt,
    "larger than": ast.Gt,
    "at most": ast.LtE,
    "less than or equal to": ast.LtE,
    "at least": ast.GtE,
    "greater than or equal to": ast.GtE,
    "equal to": ast.Eq,
    "the same as": ast.Eq,
    "different from": ast.NotEq,
}


def _side(walk: Walk, slot: Value) -> tuple[str, str, bool]:
    """(expression, literal, whether it is a literal only) of one side of a comparison, its values checked."""
    if isinstance(slot, tuple):
        fault, truth = fault_of(slot, walk.view, walk.source)
        if fault:
            raise Refutation(f"{fault}, at {walk.here}", truth)
        return slot[0], slot[-1], False
    text = text_of(slot)
    if is_read(text):
        return "", text, True
    worth(walk, text)
    return text, walk.view.known(text).text, False


def _in_words(statement: Statement) -> Statement:
    """`x` = 3 < 5, `x` is 3, which is less than 5, `x` is not 0: with the slots of the usual form."""
    slots = statement.slots
    if statement.mode == "sign":
        return statement._replace(
            slots=((text_of(slots[0]), text_of(slots[1])), None, _SIGNED[text_of(slots[2])], slots[3])
        )
    if statement.mode == "is":
        return statement._replace(slots=((text_of(slots[0]), text_of(slots[1])), slots[2], slots[3], slots[4]))
    return statement._replace(slots=(slots[0], "not", "equal to", slots[1]))


def check_comparison(walk: Walk, statement: Statement) -> None:
    """`a` = 4, which is less than `b` = 9."""
    if statement.mode in ("sign", "is", "other"):
        statement = _in_words(statement)
    left, denied, relation, right = statement.slots
    first, one, first_bare = _side(walk, left)
    second, other, second_bare = _side(walk, right)
    first, second = _own(walk, first), _own(walk, second)
    if first_bare and second_bare:
        _require_compared(walk, one, other)
        first_bare = second_bare = False
    for expression, literal, bare in ((second, one, first_bare), (first, other, second_bare)):
        if bare:
            _require_at_stake(walk, expression)
            require_present(walk, expression, literal)
    if first and second:
        _require_pair(walk, first, second)
    name = text_of(relation)
    sign = _RELATIONS[name]
    try:
        found = _numbers_compared(walk, sign, literals.parse(one), literals.parse(other))
    except LiteralError as error:
        raise Refutation(f"the two values cannot be compared: {error}") from None
    if found is (denied is not None):
        raise Refutation(f"{one} is {'' if found else 'not '}{name} {other}, at {walk.here}")


def _require_compared(walk: Walk, one: str, other: str) -> None:
    """Raises `Refutation` unless the statement compares two things that have these values."""
    for node in walk.view.nodes:
        for part in walk.source.expressions(node):
            for sides in pairwise([part.left, *part.comparators]) if isinstance(part, ast.Compare) else ():
                try:
                    values = [walk.view.evaluated(side) for side in sides]
                except Unknown:
                    continue
                for pair in ((one, other), (other, one)):
                    if all(known.is_said(text) for known, text in zip(values, pair, strict=True)):
                        return
    raise Refutation(f"expected values that line {walk.step.line} compares, got {one} and {other}")


def require_present(walk: Walk, expression: str, literal: str) -> None:
    """Raises `Refutation` unless a bare literal is a value that this statement really had.

    Where the statement compares `expression`, it must be what that was compared with.
    """
    step = walk.step
    rivals = _compared_with(walk, expression, step.line)
    candidates = rivals if rivals else [*_values_of(walk), *walk.source.constants_at(step.line)]
    if not any(Known(text).is_said(literal) for text in candidates) and (rivals or not _is_display(walk, literal)):
        raise Refutation(f"expected a value of line {step.line}, got {literal}, which it does not have, at {walk.here}")


def require_compared(walk: Walk, one: str, other: str) -> None:
    """Raises `Refutation` unless the statement compares two things that have these values."""
    _require_compared(walk, one, other)


def _own(walk: Walk, expression: str) -> str:
    """The side of a comparison of the statement that a place is, its keys worked out: `xs[mid]` for `xs[2]`."""
    if not expression or expression.isidentifier() or not is_place(expression):
        return expression
    sides = [this for this, _, _, _ in walk.source.comparisons_at(walk.step.line)]
    if normal(expression) in sides:
        return expression
    for this in sides:
        if is_place(this) and root_of(this) == root_of(expression):
            try:
                if expression in walk.view.places(this):
                    return this
            except Unknown:
                continue
    return expression


def _require_at_stake(walk: Walk, expression: str) -> None:
    """Raises `Refutation` for what is compared with a literal where the statement compares other things only."""
    wanted, line = normal(expression), walk.step.line
    if not walk.source.comparisons_at(line) or walk.source.has_expression(wanted, line):
        return
    if wanted not in walk.view.operands and not _is_changed_here(walk, wanted):
        raise Refutation(f"expected line {line} to have to do with `{expression}`, it does not, at {walk.here}")


def _is_changed_here(walk: Walk, text: str) -> bool:
    return any(place == text for step in walk.view.statement for place, _ in step.changed)


def _require_pair(walk: Walk, first: str, second: str) -> None:
    """Raises `Refutation` if the statement compares one of two expressions, but not with the other."""
    one, other = normal(first), normal(second)
    pairs = walk.source.comparisons_at(walk.step.line)
    for text, rival in ((one, other), (other, one)):
        partners = {that for this, _, that, _ in pairs if this == text}
        if partners and rival not in partners:
            told = " or ".join(sorted(partners))
            raise Refutation(f"expected `{text}` to be compared with {told} at {walk.here}, got `{rival}`")


def _compared_with(walk: Walk, expression: str, line: int) -> list[str]:
    found: list[str] = []
    wanted = normal(expression)
    for this, _, _, that in walk.source.comparisons_at(line):
        if this == wanted:
            try:
                found.append(walk.view.evaluated(that).text)
            except Unknown:
                continue
    return found


def _is_display(walk: Walk, literal: str) -> bool:
    """Whether a display of the statement, `(ch, 2)`, had that value: the trace has no operand for it."""
    for node in walk.source.expressions_at(walk.step.line):
        if isinstance(node, (ast.Tuple, ast.List, ast.Set, ast.Dict)) and isinstance(
            getattr(node, "ctx", None), (ast.Load, type(None))
        ):
            try:
                if walk.view.evaluated(node).is_said(literal):
                    return True
            except Unknown:
                continue
    return False


def _values_of(walk: Walk) -> list[str]:
    found = [literal for literals_ in walk.view.operands.values() for literal in literals_]
    for step in walk.view.statement:
        found += [literal for _, literal in step.changed]
        found += [literal for _, literal in step.arguments]
        if step.value is not None:
            found.append(step.value)
    return found


def check_membership(walk: Walk, statement: Statement) -> None:
    """`x` = 3 is in `seen`."""
    left, denied, holder = statement.slots
    expression, literal, bare = _side(walk, left)
    decided = _decided(walk, expression or literal, text_of(holder))
    if decided is not None:
        if decided is (denied is not None):
            raise Refutation(f"{expression or literal} is {'' if decided else 'not '}in `{holder}` at {walk.here}")
        return
    container = worth(walk, text_of(holder))
    if bare:
        require_present(walk, text_of(holder), literal)
    else:
        _require_pair(walk, expression, text_of(holder))
    try:
        found = compared(ast.In, literals.parse(literal), container)
    except LiteralError as error:
        raise Refutation(f"{literal} is no value: {error}") from None
    if found is (denied is not None):
        raise Refutation(f"{expression or literal} is {'' if found else 'not '}in `{holder}` at {walk.here}")


def _decided(walk: Walk, item: str, holder: str) -> bool | None:
    """How the statement itself found `item in holder`; None if it did not ask."""
    for text, found in ((f"{item} in {holder}", True), (f"{item} not in {holder}", False)):
        outcome = walk.view.test(text)
        if outcome is None:
            told = walk.view.operands.get(normal(text), [])
            outcome = {"True": True, "False": False}.get(told[-1]) if told else None
        if outcome is not None:
            return outcome is found
    return None


def _numbers_compared(walk: Walk, sign: type[ast.cmpop], left: Any, right: Any) -> bool:
    """The same for values that may be numbers of sympy or numpy."""
    try:
        found = library_numbers.compare(sign, left, right, walk.source.tree)
    except Unknown as error:
        raise Refutation(f"the two values cannot be compared: {error}") from None
    return compared(sign, left, right) if found is None else found


COMPARISONS: Final[dict[str, Callable[[Walk, Statement], None]]] = {
    "comparison": check_comparison,
    "membership": check_membership,
}
