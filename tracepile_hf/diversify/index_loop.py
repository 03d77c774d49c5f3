"""index loop <-> enumerate or direct: `for i in range(len(a))` is `for i, item in enumerate(a)`, and back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from tracepile_hf.diversify import tree as trees


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Change how one loop walks over a sequence that its body does not change."""
    found = [(loop, None) for loop in _by_index(tree)] + [(loop, scope) for loop, scope in _direct(tree)]
    chosen = trees.pick(random, found)
    if chosen is None:
        return False
    loop, scope = chosen
    if scope is None:
        _to_items(tree, loop, random)
    else:
        _to_index(tree, loop, random)
    return True


def _sequence(loop: ast.For) -> str:
    """`a` of `for i in range(len(a))`, else an empty string."""
    text = ast.unparse(loop.iter)
    name = text[len("range(len(") : -2]
    return name if text == f"range(len({name}))" and name.isidentifier() else ""


def _by_index(tree: ast.Module) -> Iterator[ast.For]:
    for node in ast.walk(tree):
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name) and _sequence(node):
            changed = trees.written(node.body)
            if not changed & {_sequence(node), node.target.id} and _reads(node):
                yield node


def _reads(loop: ast.For) -> list[ast.Subscript]:
    """The reads `a[i]` in the body."""
    text = f"{_sequence(loop)}[{ast.unparse(loop.target)}]"
    return [
        node
        for statement in loop.body
        for node in ast.walk(statement)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and ast.unparse(node) == text
    ]


def _to_items(tree: ast.Module, loop: ast.For, random: Random) -> None:
    name, index = _sequence(loop), ast.unparse(loop.target)
    item = trees.fresh(tree, random, "item", "element", "entry")
    for read in _reads(loop):
        trees.exchange(loop, read, trees.load(item))
    if any(index in trees.names(statement) for statement in tree.body) and _index_needed(tree, loop, index):
        loop.iter = ast.Call(trees.load("enumerate"), [trees.load(name)], [])
        loop.target = ast.Tuple([trees.store(index), trees.store(item)], ast.Store())
    else:
        loop.iter, loop.target = trees.load(name), trees.store(item)


def _index_needed(tree: ast.Module, loop: ast.For, index: str) -> bool:
    uses = sum(isinstance(node, ast.Name) and node.id == index for node in ast.walk(tree))
    return uses > 1  # the target itself is one


def _direct(tree: ast.Module) -> Iterator[tuple[ast.For, trees.Scope]]:
    """Loops `for x in a` over a local that was bound to a list, string or tuple."""
    for spot in trees.spots(tree):
        loop = spot.statement
        if not (isinstance(loop, ast.For) and isinstance(loop.iter, ast.Name) and isinstance(loop.target, ast.Name)):
            continue
        if loop.iter.id not in trees.written(loop.body) | {loop.target.id} and _is_sequence(spot.scope, loop.iter.id):
            yield loop, spot.scope


def _is_sequence(scope: trees.Scope, name: str) -> bool:
    bound = [
        pair[1]
        for node in ast.walk(scope)
        if isinstance(node, ast.stmt) and (pair := trees.simple_assignment(node)) is not None and pair[0] == name
    ]
    calls = ("list(", "sorted(", "input()", "[int(")
    return bool(bound) and all(
        isinstance(value, (ast.List, ast.ListComp, ast.Tuple)) or ast.unparse(value).startswith(calls)
        for value in bound
    )


def _to_index(tree: ast.Module, loop: ast.For, random: Random) -> None:
    index = trees.fresh(tree, random, "i", "pos", "idx", "spot")
    sequence, target = loop.iter, loop.target
    loop.iter = ast.Call(trees.load("range"), [ast.Call(trees.load("len"), [sequence], [])], [])
    loop.target = trees.store(index)
    loop.body.insert(0, ast.Assign([target], ast.Subscript(sequence, trees.load(index), ast.Load())))
