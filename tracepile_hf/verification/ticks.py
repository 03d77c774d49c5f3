"""Calculations and comparisons with their numbers, and what stands in one tick: `x = 0 + 3 = 3`, 3 > 2."""

from __future__ import annotations

import ast
from typing import Any, Final

from tracepile_hf.literals import is_value
from tracepile_hf.verification.anchors import last_of
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.comparisons import require_compared
from tracepile_hf.verification.expression import evaluate, is_place, parse_expression, written
from tracepile_hf.verification.filling import Value
from tracepile_hf.verification.origins import require_given
from tracepile_hf.verification.state import Unknown
from tracepile_hf.verification.states import (
    require_condition,
    require_holds,
    require_says,
    require_written_here,
    text_of,
)
from tracepile_hf.verification.substitution import fault_of, fits, has_names
from tracepile_hf.verification.walk import Refutation, Walk

OPPOSITES: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_HOLDS: Final = frozenset({"is true", "holds"})


def check_numbers(walk: Walk, statement: Statement) -> None:
    """3 > 2; `x = 2 + 1 = 3` in one tick: a test or a calculation of the statement with its numbers."""
    slot = statement.slots[0]
    outcome = True if statement.mode == "bare" else text_of(statement.slots[1]) in _HOLDS
    if statement.mode == "literal":
        _check_worked_out(walk, slot, text_of(statement.slots[1]))
        return
    if isinstance(slot, str):
        text = slot
        if is_value(text) or statement.mode != "bare":
            raise Refutation(f"expected a calculation or a comparison, got {text}")
        _check_tick(walk, text)
        return
    if slot is None:
        raise Refutation("expected a calculation or a comparison, got nothing")
    if len(slot) == 1:
        require_filled(walk, slot[0], outcome, statement.mode != "bare")
        return
    fault, truth = fault_of(slot, walk.view, walk.source)
    if fault:
        raise Refutation(f"{fault}, at {walk.here}", truth)


def _check_worked_out(walk: Walk, slot: Value, said: str) -> None:
    """3 == 0 is False; 16 // 8 gives 2: a test or a calculation of the statement, and what it came to."""
    stages = slot if isinstance(slot, tuple) else (last_of(slot),)
    tree = parse_expression(stages[0])
    if isinstance(tree, ast.Compare) and len(stages) == 1:
        if said not in ("True", "False"):
            raise Refutation(f"expected True or False, got {said}")
        if any(written(node) == written(tree) for node in asked(walk)):  # with a call in it: `3 in Pages(2)`
            require_says(walk, stages[0], said)
            return
        require_filled(walk, stages[0], said == "True", True)
        return
    if not isinstance(tree, (ast.BinOp, ast.Call, ast.UnaryOp, ast.BoolOp)):
        raise Refutation(f"expected a calculation or a comparison, got {stages[0]}")
    fault, truth = fault_of((*stages, said), walk.view, walk.source)
    if fault:
        raise Refutation(f"{fault}, at {walk.here}", truth)


def require_filled(walk: Walk, text: str, outcome: bool, told: bool = False) -> None:
    """Raises `Refutation` unless a comparison of numbers is one that the statement made, and came out so."""
    tree = parse_expression(text)
    if not isinstance(tree, ast.Compare):
        raise Refutation(f"expected a comparison, got {text}")
    if not any(isinstance(node, ast.Compare) and fits(node, tree, walk.view) for node in asked(walk)):
        if outcome and not told and len(tree.ops) == 1 and _worked_out(tree) is True:
            require_compared(walk, *[written(side) for side in (tree.left, tree.comparators[0])])
            return  # 9 > 7 where 9 < 7 was asked: said of what was compared, not of what was evaluated
        raise Refutation(f"expected a comparison that line {walk.step.line} makes, got {text}, at {walk.here}")
    found = _worked_out(tree)
    if found is not outcome:
        raise Refutation(f"{text} is {found}, at {walk.here}", repr(found))


def asked(walk: Walk) -> list[ast.expr]:
    """The expressions of the statements that ran here."""
    return [part for node in walk.view.nodes for part in walk.source.expressions(node)]


def _worked_out(tree: ast.expr) -> Any:
    def no_names(node: ast.expr) -> Any:
        raise Unknown(f"{written(node)} is a name")

    return evaluate(tree, no_names)


def _check_tick(walk: Walk, text: str) -> None:
    """What stands in one tick: the statement as it is, or a chain, `x = 0 + 3 = 3`."""
    if walk.step_here is not None and walk.source.is_statement(text, walk.step.line) and _tells_no_value(text):
        return
    stages = split_chain(text)
    if len(stages) < 2 and isinstance(parse_expression(text), ast.Compare):
        if has_names(text):
            if not _is_denied(walk, text):
                require_condition(walk, text, True)
        else:
            require_filled(walk, text, True)
        return
    if len(stages) < 2:
        raise Refutation(f"expected the statement of {walk.here} or a value, got `{text}`")
    place, *chain = stages
    targets = parse_expression(place)
    if isinstance(targets, ast.Tuple):
        _check_targets(walk, targets, chain)
        return
    if is_place(place):
        require_says(walk, place, chain[-1])
        if len(chain) > 1:
            fault, truth = fault_of(tuple(chain), walk.view, walk.source)
            if fault:
                raise Refutation(f"{fault}, at {walk.here}", truth)
            require_written_here(walk, place)
            require_given(walk, place, tuple(chain))
        return
    fault, truth = fault_of(tuple(stages), walk.view, walk.source)
    if fault:
        raise Refutation(f"{fault}, at {walk.here}", truth)


def _is_denied(walk: Walk, text: str) -> bool:
    """Whether a test failed of which this is the opposite: `i != j` where `i == j` was asked."""
    tree = parse_expression(text)
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1 or type(tree.ops[0]) not in OPPOSITES:
        return False
    tree = ast.Compare(tree.left, [OPPOSITES[type(tree.ops[0])]()], tree.comparators)
    return walk.view.test(written(tree)) is False


def _check_targets(walk: Walk, targets: ast.Tuple, chain: list[str]) -> None:
    """`lo, hi = 0, 5` in one tick."""
    values = parse_expression(chain[-1])
    if len(chain) != 1 or not isinstance(values, (ast.Tuple, ast.List)) or len(values.elts) != len(targets.elts):
        raise Refutation(f"expected as many values as names at {walk.here}")
    for target, value in zip(targets.elts, values.elts, strict=True):
        if not is_value(written(value)):
            raise Refutation(f"expected a value, got {written(value)}")
        require_holds(walk, written(target), written(value))
        require_written_here(walk, written(target))


def _tells_no_value(text: str) -> bool:
    tail = text.rpartition("=")[2].strip()
    return not is_value(tail) or any(sign in text for sign in ("+=", "-=", "*="))


def split_chain(text: str) -> list[str]:
    """`x = 0 + 3 = 3` cut at its equals signs; a text that has none in one piece."""
    stages, depth, start, quote = [], 0, 0, ""
    for place, sign in enumerate(text):
        if quote or sign in "'\"":
            if sign == quote and text[place - 1 : place] != "\\":
                quote = ""
            elif not quote:
                quote = sign
            continue
        depth += (sign in "([{") - (sign in ")]}")
        around = text[place - 1 : place] + text[place + 1 : place + 2]
        if sign == "=" and not depth and not set(around) & set("=<>!+-*/%&|^:"):
            stages.append(text[start:place].strip())
            start = place + 1
    return [*stages, text[start:].strip()]


def check_tick(walk: Walk, statement: Statement) -> None:
    """(`x = 3`) after an iteration."""
    _check_tick(walk, text_of(statement.slots[0]))
