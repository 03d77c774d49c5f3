"""early return <-> flag: a function keeps its answer and returns once instead of from its middle, and back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from tracepile_hf.diversify import tree as trees
from tracepile_hf.diversify.tree import Spot

Change = tuple[Spot, list[ast.stmt], int]


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Change the way one function leaves."""
    found = [*_from_if(tree, random), *_from_loop(tree, random), *_to_return(tree)]
    chosen = trees.pick(random, found)
    return chosen is not None and trees.replace(*chosen)


def _ending(block: list[ast.stmt]) -> ast.expr | None:
    """The value, if the block's only return is its last statement."""
    returns = [node for statement in block for node in ast.walk(statement) if isinstance(node, ast.Return)]
    nested = any(isinstance(node, (ast.FunctionDef, ast.Lambda)) for statement in block for node in ast.walk(statement))
    last = block[-1] if block else None
    if nested or len(returns) != 1 or returns[0] is not last:
        return None
    return returns[0].value


def _from_if(tree: ast.Module, random: Random) -> Iterator[Change]:
    """`if c: ...; return a` then `...; return b` at the end of a function: one return of a variable."""
    for spot in trees.spots(tree):
        branch, rest = spot.statement, spot.rest()
        if not isinstance(branch, ast.If) or branch.orelse or not isinstance(spot.scope, ast.FunctionDef):
            continue
        first, second = _ending(branch.body), _ending(rest)
        if first is None or second is None or spot.block is not spot.scope.body:
            continue
        name = trees.fresh(tree, random, "outcome", "answer", "result")
        body = [*branch.body[:-1], trees.assign(name, first)]
        other = [*rest[:-1], trees.assign(name, second)]
        yield spot, [ast.If(branch.test, body, other), ast.Return(trees.load(name))], 1 + len(rest)


def _from_loop(tree: ast.Module, random: Random) -> Iterator[Change]:
    """`for ...: if c: return a` then `return b`: the loop breaks with the answer in a variable."""
    for spot in trees.spots(tree):
        loop, rest = spot.statement, spot.rest()
        if (
            not isinstance(loop, (ast.For, ast.While))
            or loop.orelse
            or len(rest) != 1
            or not isinstance(rest[0], ast.Return)
        ):
            continue
        last = loop.body[-1]
        if (
            not isinstance(last, ast.If)
            or last.orelse
            or rest[0].value is None
            or trees.own_jumps(loop.body, (ast.Break,))
        ):
            continue
        value = _ending(last.body)
        returns = sum(isinstance(node, ast.Return) for node in ast.walk(loop))
        if (
            value is None
            or returns != 1
            or not trees.is_pure(rest[0].value)
            or trees.names(rest[0].value) & trees.written(loop)
        ):
            continue
        name = trees.fresh(tree, random, "found", "outcome", "verdict")
        last.body[-1:] = [trees.assign(name, value), ast.Break()]
        yield spot, [trees.assign(name, rest[0].value), loop, ast.Return(trees.load(name))], 2
        return  # the tree was changed while looking: no second offer may follow


def _to_return(tree: ast.Module) -> Iterator[Change]:
    """`if c: r = a else: r = b` then `return r`: two returns."""
    for spot in trees.spots(tree):
        branch, rest = spot.statement, spot.rest()
        if not isinstance(branch, ast.If) or not branch.orelse or len(rest) != 1 or not isinstance(rest[0], ast.Return):
            continue
        kept = rest[0].value
        first, second = trees.simple_assignment(branch.body[-1]), trees.simple_assignment(branch.orelse[-1])
        if not (isinstance(kept, ast.Name) and first and second and first[0] == second[0] == kept.id):
            continue
        body = [*branch.body[:-1], ast.Return(first[1])]
        yield spot, [ast.If(branch.test, body, []), *branch.orelse[:-1], ast.Return(second[1])], 2
