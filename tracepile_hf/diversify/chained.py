"""chained comparison split: `a < b < c` is `a < b and b < c`, and back."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.diversify import tree as trees


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Split one chain whose middle terms are pure, or chain one conjunction that shares a term."""
    found = [node for node in ast.walk(tree) if _split(node) is not None or _chained(node) is not None]
    chosen = trees.pick(random, found)
    if chosen is None:
        return False
    new = _split(chosen) or _chained(chosen)
    assert new is not None  # it was the filter above
    return trees.exchange(tree, chosen, new)


def _split(node: ast.AST) -> ast.expr | None:
    if not (
        isinstance(node, ast.Compare)
        and len(node.ops) > 1
        and all(trees.is_pure(part) for part in node.comparators[:-1])
    ):
        return None
    terms = [node.left, *node.comparators]
    return ast.BoolOp(ast.And(), [ast.Compare(terms[i], [op], [terms[i + 1]]) for i, op in enumerate(node.ops)])


def _chained(node: ast.AST) -> ast.expr | None:
    if not (isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And) and len(node.values) == 2):
        return None
    first, second = node.values
    if not (
        isinstance(first, ast.Compare) and isinstance(second, ast.Compare) and len(first.ops) == len(second.ops) == 1
    ):
        return None
    if not trees.same(first.comparators[0], second.left) or not trees.is_pure(second.left):
        return None
    return ast.Compare(first.left, [first.ops[0], second.ops[0]], [second.left, second.comparators[0]])
