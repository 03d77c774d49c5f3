"""list building <-> generator: `sum([...])` is `sum(...)`, and back."""

from __future__ import annotations

import ast
from random import Random
from typing import Final

from tracepile_hf.diversify import tree as trees

_TAKES_ANY: Final = frozenset({"sum", "max", "min", "sorted", "set", "tuple", "list", "frozenset", "dict"})


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Change the argument of one call that takes any iterable (not any() and all(): those stop early)."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _argument(node) is not None]
    chosen = trees.pick(random, found)
    if chosen is None:
        return False
    old = chosen.args[0]
    if isinstance(old, ast.ListComp):
        chosen.args[0] = ast.GeneratorExp(old.elt, old.generators)
    elif isinstance(old, ast.GeneratorExp):
        chosen.args[0] = ast.ListComp(old.elt, old.generators)
    return True


def _argument(call: ast.Call) -> ast.expr | None:
    joins = isinstance(call.func, ast.Attribute) and call.func.attr == "join"
    known = isinstance(call.func, ast.Name) and call.func.id in _TAKES_ANY
    if not (joins or known) or not call.args or not isinstance(call.args[0], (ast.ListComp, ast.GeneratorExp)):
        return None
    return call.args[0]
