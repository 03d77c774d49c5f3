"""loop order: two perfectly nested loops over independent ranges change places when their body does not mind.

The body must be a sum into one name (`total += pure`), or a write to an element that both loop variables choose, from
values that the loops do not change.
"""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.diversify import tree as trees


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Exchange one pair of nested loops."""
    chosen = trees.pick(random, [spot for spot in trees.spots(tree) if _fits(spot)])
    if chosen is None:
        return False
    outer = chosen.statement
    assert isinstance(outer, ast.For) and isinstance(outer.body[0], ast.For)  # noqa: PT018  (checked by _fits)
    inner = outer.body[0]
    outer.target, inner.target = inner.target, outer.target
    outer.iter, inner.iter = inner.iter, outer.iter
    return True


def _fits(spot: trees.Spot) -> bool:
    outer = spot.statement
    if not isinstance(outer, ast.For) or outer.orelse or len(outer.body) != 1:
        return False
    inner = outer.body[0]
    if not isinstance(inner, ast.For) or inner.orelse or not (_is_range(outer.iter) and _is_range(inner.iter)):
        return False
    if not (isinstance(outer.target, ast.Name) and isinstance(inner.target, ast.Name)):
        return False
    variables = {outer.target.id, inner.target.id}
    after = any(trees.read_elsewhere(spot.scope, name, [outer]) for name in variables)
    free = not trees.names(inner.iter) & {outer.target.id} and len(variables) == 2
    return free and not after and all(_independent(statement, variables) for statement in inner.body)


def _is_range(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "range" and trees.is_pure(node)


def _independent(statement: ast.stmt, variables: set[str]) -> bool:
    if isinstance(statement, ast.If) and not statement.orelse and trees.is_pure(statement.test):
        changed = trees.written(statement.body)
        return not changed & trees.names(statement.test) and all(_independent(s, variables) for s in statement.body)
    if (
        isinstance(statement, ast.AugAssign)
        and isinstance(statement.op, ast.Add)
        and isinstance(statement.target, ast.Name)
    ):
        return trees.is_pure(statement.value) and statement.target.id not in trees.names(statement.value) | variables
    if (
        isinstance(statement, ast.Assign)
        and len(statement.targets) == 1
        and isinstance(statement.targets[0], ast.Subscript)
    ):
        target = statement.targets[0]
        own = trees.roots(target)
        return (
            variables <= trees.names(target)
            and trees.is_pure(statement.value)
            and not own & trees.names(statement.value)
        )
    return False
