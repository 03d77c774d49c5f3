"""swap through a temporary: `a, b = b, a` is three assignments, and back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from tracepile_hf.diversify import tree as trees
from tracepile_hf.diversify.tree import Spot


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Write one exchange of two places the other way."""
    chosen = trees.pick(random, [*_to_temporary(tree, random), *_to_tuple(tree)])
    return chosen is not None and trees.replace(*chosen)


def _to_temporary(tree: ast.Module, random: Random) -> Iterator[tuple[Spot, list[ast.stmt], int]]:
    for spot in trees.spots(tree):
        statement = spot.statement
        if not (isinstance(statement, ast.Assign) and len(statement.targets) == 1):
            continue
        left, right = statement.targets[0], statement.value
        if not (
            isinstance(left, ast.Tuple) and isinstance(right, ast.Tuple) and len(left.elts) == len(right.elts) == 2
        ):
            continue
        a, b = left.elts
        if not (trees.same(a, right.elts[1]) and trees.same(b, right.elts[0]) and trees.is_pure(right)):
            continue
        if (isinstance(a, ast.Name) and a.id in trees.names(b, ast.Load)) or (
            isinstance(b, ast.Name) and b.id in trees.names(a, ast.Load)
        ):
            continue  # `i, a[i] = a[i], i` reads the new i
        keep = trees.fresh(tree, random, "temp", "held", "spare")
        moves: list[ast.stmt] = [trees.assign(keep, right.elts[1])]
        moves += [ast.Assign([a], right.elts[0]), ast.Assign([b], trees.load(keep))]
        yield spot, moves, 1


def _to_tuple(tree: ast.Module) -> Iterator[tuple[Spot, list[ast.stmt], int]]:
    for spot in trees.spots(tree):
        first = trees.simple_assignment(spot.statement)
        after = spot.rest()[:2]
        if first is None or len(after) < 2 or not all(isinstance(s, ast.Assign) and len(s.targets) == 1 for s in after):
            continue
        second, third = after
        assert isinstance(second, ast.Assign) and isinstance(third, ast.Assign)  # noqa: PT018  (narrowed above)
        a, b = second.targets[0], third.targets[0]
        if not (trees.same(first[1], a) and trees.same(second.value, b) and ast.unparse(third.value) == first[0]):
            continue
        if trees.read_elsewhere(spot.scope, first[0], [third]) or not isinstance(a, (ast.Name, ast.Subscript)):
            continue
        pair = ast.Tuple([a, b], ast.Store())
        yield spot, [ast.Assign([pair], ast.Tuple([second.value, first[1]], ast.Load()))], 3
