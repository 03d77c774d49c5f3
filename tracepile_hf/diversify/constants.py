"""constant hoisting: a number written inside a function gets a name at the top of the module."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.diversify import tree as trees


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Hoist every use of one number (not -1, 0, 1, 2: those are rarely parameters) out of the functions."""
    uses: dict[int | float, list[ast.Constant]] = {}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                for node in ast.walk(statement):
                    if (
                        isinstance(node, ast.Constant)
                        and type(node.value) in (int, float)
                        and node.value not in (0, 1, 2)
                    ):
                        assert isinstance(node.value, (int, float))
                        known = uses.setdefault(node.value, [])
                        if all(node is not other for other in known):
                            known.append(node)
    patterns = {id(c) for case in ast.walk(tree) if isinstance(case, ast.match_case) for c in ast.walk(case.pattern)}
    uses = {value: nodes for value, nodes in uses.items() if not any(id(node) in patterns for node in nodes)}
    value = trees.pick(random, list(uses))
    if value is None:
        return False
    name = trees.fresh(tree, random, "LIMIT", "STEP", "BASE", "FACTOR")
    for node in uses[value]:
        trees.exchange(tree, node, trees.load(name))
    index = sum(1 for statement in tree.body if isinstance(statement, (ast.Import, ast.ImportFrom)))
    tree.body.insert(index, trees.assign(name, ast.Constant(value)))
    return True
