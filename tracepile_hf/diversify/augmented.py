"""augmented assignment expansion: `x += e` is `x = x + e`, and back.

Only for names, and not where the right side shows a list, set or dict: there `+=` changes the object itself.
"""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.diversify import tree as trees
from tracepile_hf.diversify.tree import Spot

_CONTAINERS = (ast.List, ast.ListComp, ast.Set, ast.SetComp, ast.Dict, ast.DictComp, ast.GeneratorExp)


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Expand or contract every assignment of one name that allows it in one scope block."""
    changes = [(spot, new) for spot in trees.spots(tree) if (new := _changed(spot)) is not None]
    chosen = trees.pick(random, changes)
    return chosen is not None and trees.replace(chosen[0], [chosen[1]])


def _changed(spot: Spot) -> ast.stmt | None:
    statement = spot.statement
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        name, value = statement.target.id, statement.value
        if isinstance(value, _CONTAINERS) or _holds_container(spot.scope, name):
            return None
        return trees.assign(name, ast.BinOp(trees.load(name), statement.op, value))
    bound = trees.simple_assignment(statement)
    if bound is not None and isinstance(bound[1], ast.BinOp) and ast.unparse(bound[1].left) == bound[0]:
        if isinstance(bound[1].right, _CONTAINERS) or _holds_container(spot.scope, bound[0]):
            return None
        return ast.AugAssign(trees.store(bound[0]), bound[1].op, bound[1].right)
    return None


def _holds_container(scope: trees.Scope, name: str) -> bool:
    return any(
        bound is not None and bound[0] == name and isinstance(bound[1], (*_CONTAINERS, ast.Call))
        for node in ast.walk(scope)
        if isinstance(node, ast.stmt)
        and (bound := trees.simple_assignment(node)) is not None
        and not (
            isinstance(bound[1], ast.Call)
            and ast.unparse(bound[1].func) in {"int", "float", "str", "len", "sum", "abs", "max", "min"}
        )
    )
