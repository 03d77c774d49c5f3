"""ternary <-> if: `x = a if c else b` is written as a statement, and back; likewise for return."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from tracepile_hf.diversify import tree as trees
from tracepile_hf.diversify.tree import Spot


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Turn one conditional expression into an if statement, or one such statement into an expression."""
    chosen = trees.pick(random, _changes(tree))
    return chosen is not None and trees.replace(*chosen)


def _changes(tree: ast.Module) -> Iterator[tuple[Spot, list[ast.stmt]]]:
    for spot in trees.spots(tree):
        statement = spot.statement
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.IfExp) and len(statement.targets) == 1:
            choice, target = statement.value, statement.targets
            if isinstance(target[0], ast.Name):
                yield (
                    spot,
                    [ast.If(choice.test, [ast.Assign(target, choice.body)], [ast.Assign(target, choice.orelse)])],
                )
        elif isinstance(statement, ast.Return) and isinstance(statement.value, ast.IfExp):
            choice = statement.value
            yield spot, [ast.If(choice.test, [ast.Return(choice.body)], [ast.Return(choice.orelse)])]
        elif isinstance(statement, ast.If) and len(statement.body) == len(statement.orelse) == 1:
            joined = _joined(statement.test, statement.body[0], statement.orelse[0])
            if joined is not None:
                yield spot, [joined]


def _joined(test: ast.expr, first: ast.stmt, second: ast.stmt) -> ast.stmt | None:
    if isinstance(first, ast.Return) and isinstance(second, ast.Return) and first.value and second.value:
        return ast.Return(ast.IfExp(test, first.value, second.value))
    one, two = trees.simple_assignment(first), trees.simple_assignment(second)
    if one and two and one[0] == two[0]:
        return trees.assign(one[0], ast.IfExp(test, one[1], two[1]))
    return None
