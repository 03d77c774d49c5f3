"""nested if <-> and: `if a:` around `if b:` is one `if a and b:`, and back."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.diversify import tree as trees


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Join two nested ifs or split one conjunction; only where neither has an else."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and not node.orelse and (_inner(node) or _parts(node))
    ]
    chosen = trees.pick(random, found)
    if chosen is None:
        return False
    inner, parts = _inner(chosen), _parts(chosen)
    if inner is not None:
        chosen.test = ast.BoolOp(ast.And(), [*_conjuncts(chosen.test), *_conjuncts(inner.test)])
        chosen.body = inner.body
    else:
        rest = parts[1] if len(parts) == 2 else ast.BoolOp(ast.And(), parts[1:])
        chosen.test, chosen.body = parts[0], [ast.If(rest, chosen.body, [])]
    return True


def _inner(node: ast.If) -> ast.If | None:
    only = node.body[0] if len(node.body) == 1 else None
    return only if isinstance(only, ast.If) and not only.orelse else None


def _parts(node: ast.If) -> list[ast.expr]:
    return node.test.values if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.And) else []


def _conjuncts(test: ast.expr) -> list[ast.expr]:
    return test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
