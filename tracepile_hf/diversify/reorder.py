"""statement reorder: two neighbouring assignments that do not need each other change places."""

from __future__ import annotations

import ast
from random import Random

from tracepile_hf.diversify import tree as trees


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Exchange one independent pair."""
    found = [spot for spot in trees.spots(tree) if spot.rest() and _independent(spot.statement, spot.rest()[0])]
    chosen = trees.pick(random, found)
    return chosen is not None and trees.replace(chosen, [chosen.rest()[0], chosen.statement], 2)


def _independent(first: ast.stmt, second: ast.stmt) -> bool:
    if not all(isinstance(s, (ast.Assign, ast.AugAssign)) and trees.is_pure(s) and _plain(s) for s in (first, second)):
        return False
    one, two = trees.written(first), trees.written(second)
    return not (one & trees.names(second) or two & trees.names(first))


def _plain(statement: ast.stmt) -> bool:
    """Targets are names only: an element write may be seen through an alias."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return all(isinstance(target, ast.Name) for target in targets)
