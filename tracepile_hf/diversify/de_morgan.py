"""De Morgan: `not (a and b)` is `not a or not b`; a condition `a or b` is `not (not a and not b)`."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.diversify import tree as trees
from tracepile_hf.diversify.conditions import negated


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Apply the law to one condition of an if or while, where only its truth matters."""
    found = [node for node in ast.walk(tree) if isinstance(node, (ast.If, ast.While, ast.IfExp)) and _turned(node.test)]
    chosen = trees.pick(random, found)
    if chosen is None:
        return False
    turned = _turned(chosen.test)
    assert turned is not None  # it was the filter above
    chosen.test = turned
    return True


def _turned(test: ast.expr) -> ast.expr | None:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and isinstance(test.operand, ast.BoolOp):
        return _flipped(test.operand)
    if isinstance(test, ast.BoolOp):
        return ast.UnaryOp(ast.Not(), _flipped(test))
    return None


def _flipped(test: ast.BoolOp) -> ast.BoolOp:
    return ast.BoolOp(ast.And() if isinstance(test.op, ast.Or) else ast.Or(), [negated(value) for value in test.values])
