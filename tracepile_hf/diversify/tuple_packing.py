"""tuple packing: independent neighbouring assignments are written as one, and back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from tracepile_hf.diversify import tree as trees
from tracepile_hf.diversify.tree import Spot


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Pack or unpack one group of assignments."""
    chosen = trees.pick(random, [*_packed(tree), *_unpacked(tree)])
    return chosen is not None and trees.replace(*chosen)


def _packed(tree: ast.Module) -> Iterator[tuple[Spot, list[ast.stmt], int]]:
    for spot in trees.spots(tree):
        first = trees.simple_assignment(spot.statement)
        second = trees.simple_assignment(spot.rest()[0]) if spot.rest() else None
        if first is None or second is None or first[0] == second[0] or first[0] in trees.names(second[1]):
            continue
        if not trees.is_pure(first[1]) or not trees.is_pure(second[1]):
            continue
        target = ast.Tuple([trees.store(first[0]), trees.store(second[0])], ast.Store())
        yield spot, [ast.Assign([target], ast.Tuple([first[1], second[1]], ast.Load()))], 2


def _unpacked(tree: ast.Module) -> Iterator[tuple[Spot, list[ast.stmt], int]]:
    for spot in trees.spots(tree):
        statement = spot.statement
        if not (isinstance(statement, ast.Assign) and len(statement.targets) == 1):
            continue
        left, right = statement.targets[0], statement.value
        if not (isinstance(left, ast.Tuple) and isinstance(right, ast.Tuple) and len(left.elts) == len(right.elts)):
            continue
        targets = [part.id for part in left.elts if isinstance(part, ast.Name)]
        if len(targets) != len(left.elts) or len(set(targets)) != len(targets) or not trees.is_pure(right):
            continue
        if any(name in trees.names(value) for i, name in enumerate(targets) for value in right.elts[i + 1 :]):
            continue  # a later value needs the old one
        yield spot, [trees.assign(name, value) for name, value in zip(targets, right.elts, strict=True)], 1
