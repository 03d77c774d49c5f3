"""Comparisons of two chains in one breath: `a[1]` = 1 < `a[0]` = 3, and 2 * 2 = 4 <= 15."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification.anchors import last_of
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import compare, parse_expression, written
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.substitution import fault_of, fits
from tracepile_hf.verification.walk import Refutation, Walk

Side = tuple[str, ...]
_TRUE: Final = frozenset({"is true", "holds", "True"})
_NOTHING: Final = object()


def with_relation(check: Callable[[Walk, Statement], None]) -> Callable[[Walk, Statement], None]:
    """A check that also takes a comparison of two chains."""

    def checked(walk: Walk, statement: Statement) -> None:
        try:
            check(walk, statement)
        except (Refutation, Unknown):
            sides = _sides(statement)
            if sides is None or not _is_asked(walk, *sides):
                raise

    return checked


def _sides(statement: Statement) -> tuple[Side, ast.cmpop, Side, bool] | None:
    """The chains on both sides of a comparison, its sign, and how it is said to come out."""
    stages: list[str] = []
    for slot in statement.slots[:1] if statement.kind == "numbers" else statement.slots[:2]:
        stages += slot if isinstance(slot, tuple) else [last_of(slot)]
    outcome = True
    if statement.kind == "spelled" or (statement.kind == "numbers" and statement.mode != "bare"):
        outcome = last_of(statement.slots[-1]) in _TRUE
    elif len(stages) > 2 and stages[-1] in ("True", "False"):
        outcome = stages.pop() == "True"
    if len(stages) < 2 or (statement.kind == "value" and statement.mode not in ("", "is")):
        return None
    trees = [parse_expression(stage) for stage in stages]
    found = [(number, tree) for number, tree in enumerate(trees) if isinstance(tree, ast.Compare)]
    if len(found) != 1 or len(found[0][1].ops) != 1:
        return None
    place, tree = found[0]
    left = (*stages[:place], written(tree.left))
    return left, tree.ops[0], (written(tree.comparators[0]), *stages[place + 1 :]), outcome


def _is_asked(walk: Walk, left: Side, sign: ast.cmpop, right: Side, outcome: bool) -> bool:
    """Whether the statement makes this comparison, and its chains are proved."""
    try:
        if any(len(side) > 1 and fault_of(side, walk.view, walk.source)[0] for side in (left, right)):
            return False
        for node in walk.view.nodes:
            for part in walk.source.expressions(node):
                if isinstance(part, ast.Compare) and len(part.ops) == 1 and type(part.ops[0]) is type(sign):
                    own = (part.left, part.comparators[0])
                    if all(_is_side(walk, one, side[0]) for one, side in zip(own, (left, right), strict=True)):
                        values = [walk.view.evaluated(one).value for one in own]
                        told = [_value(side[-1]) for side in (left, right)]
                        if all(
                            one is _NOTHING or literals.same(one, value)
                            for one, value in zip(told, values, strict=True)
                        ):
                            return compare(type(sign), *values) is outcome
    except (Unknown, TypeError):
        return False
    return False


def _value(text: str) -> Any:
    try:
        return literals.parse(text)
    except LiteralError:
        return _NOTHING


def _is_side(walk: Walk, own: ast.expr, text: str) -> bool:
    """Whether an expression of the statement is meant: as written, with values filled in, or with its keys."""
    tree = parse_expression(text)
    if tree is None:
        return False
    if written(own) == written(tree) or fits(own, tree, walk.view):
        return True
    try:
        return bool(walk.view.places(written(own)) & walk.view.places(text))
    except Unknown:
        return False
