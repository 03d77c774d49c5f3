"""Why a condition came out as it did, with the values that decided it."""

from __future__ import annotations

import ast
from typing import Final

from tracepile_hf.narration.expressions import constant_text, quoted, text_of
from tracepile_hf.narration.shape import Shape

_WORDS: Final[dict[type[ast.cmpop], tuple[str, str, str]]] = {
    # operator: when it holds, when it does not, when it does not between two numbers
    ast.Lt: ("less than", "not less than", "at least"),
    ast.LtE: ("at most", "not at most", "greater than"),
    ast.Gt: ("greater than", "not greater than", "at most"),
    ast.GtE: ("at least", "not at least", "less than"),
    ast.Eq: ("equal to", "not equal to", "different from"),
    ast.NotEq: ("not equal to", "equal to", "the same as"),
}


def condition(shape: Shape, node: ast.expr) -> str | None:
    """The condition in backticks."""
    del shape
    return quoted(text_of(node))


def reason(shape: Shape, node: ast.expr, outcome: bool) -> str | None:
    """A clause that says with its values why the condition is as it is; None when no value can be told."""
    if constant_text(node) is not None:
        return None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return reason(shape, node.operand, not outcome)
    if isinstance(node, ast.BoolOp):
        return _parts(shape, node, outcome)
    if isinstance(node, ast.Compare):
        return _compared(shape, node, outcome) if len(node.ops) == 1 else _chained(shape, node, outcome)
    if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.BinOp)):
        return _truth(shape, node, outcome)
    return None


def _truth(shape: Shape, node: ast.expr, outcome: bool) -> str | None:
    chain = shape.evaluate.chain(node)
    if chain is None:
        return None
    kind = "truthy" if outcome else "falsy"
    if isinstance(node, ast.Call):
        return chain
    return f"{chain}, and `{text_of(node)}` is {kind}"


def _compared(shape: Shape, node: ast.Compare, outcome: bool) -> str | None:
    operator, right = node.ops[0], node.comparators[0]
    if isinstance(operator, (ast.Is, ast.IsNot)):
        return _identity(shape, node, outcome)
    if isinstance(operator, (ast.In, ast.NotIn)):
        return _membership(shape, node, outcome)
    left_side, right_side = _side(shape, node.left), _side(shape, right)
    if left_side is None or right_side is None:
        return None
    yes, no, number = _WORDS[type(operator)]
    words = yes if outcome else no if shape.textual else number
    joint = ", which is " if " = " in left_side and isinstance(node.left, ast.BinOp) else " is "
    return f"{left_side}{joint}{words} {right_side}"


def _side(shape: Shape, node: ast.expr) -> str | None:
    """A side of a comparison: "`x + 1` = 4 + 1 = 5", or the literal of a constant."""
    constant = constant_text(node)
    if constant is not None:
        return constant
    chain = shape.evaluate.chain(node)
    if chain is not None and not shape.textual:
        # Numbers only: the words for "not less" are exact; a bracketed slot makes the telling look at the value.
        head, _, tail = chain.rpartition("\0")[0].rpartition("\0")
        return f"{head}\0{tail}?\0"
    return chain


def _membership(shape: Shape, node: ast.Compare, outcome: bool) -> str | None:
    left, right = node.left, node.comparators[0]
    item = constant_text(left) or shape.evaluate.chain(left)
    container = quoted(text_of(right))
    if item is None or container is None or constant_text(right) is not None or text_of(right) in shape.changed:
        return None
    inside = outcome == isinstance(node.ops[0], ast.In)
    if text_of(right) not in shape.values and not isinstance(right, (ast.Name, ast.Attribute)):
        return None
    held = shape.evaluate.chain(right)
    return f"{item} is {'in' if inside else 'not in'} {held or container}"


def _identity(shape: Shape, node: ast.Compare, outcome: bool) -> str | None:
    right = node.comparators[0]
    if isinstance(right, ast.Constant) and right.value is None:
        chain = shape.evaluate.chain(node.left)
        if chain is not None:
            return chain
    quote = quoted(text_of(node))
    return None if quote is None else f"{quote} is {outcome}"


def _chained(shape: Shape, node: ast.Compare, outcome: bool) -> str | None:
    quote = quoted(text_of(node))
    filled = shape.evaluate.filled(node)
    return None if quote is None or filled is None else f"{quote} = {filled} = {outcome}"


def _parts(shape: Shape, node: ast.BoolOp, outcome: bool) -> str | None:
    """The parts that were looked at, each with its own reason."""
    outcomes = dict(shape.tests)
    told = []
    for part in node.values:
        text = text_of(part)
        if text not in outcomes:
            break
        why = reason(shape, part, outcomes[text])
        quote = quoted(text)
        if quote is None:
            return None
        verdict = f"{quote} {'holds' if outcomes[text] else 'fails'}"
        told.append(verdict if why is None else why if isinstance(part, ast.BoolOp) else f"{verdict} ({why})")
    if not told:
        return None
    joint = " and " if len(told) == 2 else ", "
    del outcome
    return joint.join(told)
