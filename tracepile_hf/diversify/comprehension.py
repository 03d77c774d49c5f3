"""comprehension <-> loop: a list, set or dict comprehension is written out, or an appending loop is drawn together."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from tracepile_hf.diversify import tree as trees
from tracepile_hf.diversify.tree import Spot


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Turn one comprehension into a loop or one building loop into a comprehension."""
    found = [*_to_loop(tree, random), *_to_comprehension(tree)]
    chosen = trees.pick(random, found)
    return chosen is not None and trees.replace(*chosen)


def _to_loop(tree: ast.Module, random: Random) -> Iterator[tuple[Spot, list[ast.stmt], int]]:
    for spot in trees.spots(tree):
        statement = spot.statement
        bound = trees.simple_assignment(statement)
        if bound is not None and isinstance(bound[1], (ast.ListComp, ast.SetComp, ast.DictComp)):
            name, value, after = bound[0], bound[1], []
        elif isinstance(statement, ast.Return) and isinstance(
            statement.value, (ast.ListComp, ast.SetComp, ast.DictComp)
        ):
            name, value = trees.fresh(tree, random, "built", "collected", "gathered"), statement.value
            after = [ast.Return(trees.load(name))]
        else:
            continue
        loop_names = {n for generator in value.generators for n in trees.names(generator.target)}
        clash = any(trees.read_elsewhere(spot.scope, n, [value]) for n in loop_names)
        if clash or name in trees.names(value) or loop_names & _parameters(spot.scope):
            continue
        yield spot, [_empty(name, value), _nest(name, value), *after], 1


def _parameters(scope: trees.Scope) -> set[str]:
    return {argument.arg for argument in ast.walk(scope) if isinstance(argument, ast.arg)}


def _empty(name: str, value: ast.expr) -> ast.stmt:
    if isinstance(value, ast.ListComp):
        return trees.assign(name, ast.List([], ast.Load()))
    if isinstance(value, ast.SetComp):
        return trees.assign(name, ast.Call(trees.load("set"), [], []))
    return trees.assign(name, ast.Dict([], []))


def _nest(name: str, value: ast.ListComp | ast.SetComp | ast.DictComp) -> ast.stmt:
    if isinstance(value, ast.DictComp):
        target = ast.Subscript(trees.load(name), value.key, ast.Store())
        inner: ast.stmt = ast.Assign([target], value.value)
    else:
        method = "append" if isinstance(value, ast.ListComp) else "add"
        inner = ast.Expr(ast.Call(ast.Attribute(trees.load(name), method, ast.Load()), [value.elt], []))
    for generator in reversed(value.generators):
        for test in reversed(generator.ifs):
            inner = ast.If(test, [inner], [])
        inner = ast.For(generator.target, generator.iter, [inner], [])
    return inner


def _to_comprehension(tree: ast.Module) -> Iterator[tuple[Spot, list[ast.stmt], int]]:
    for spot in trees.spots(tree):
        first = trees.simple_assignment(spot.statement)
        loop = spot.rest()[0] if spot.rest() else None
        if first is None or not isinstance(loop, ast.For) or loop.orelse or ast.unparse(first[1]) != "[]":
            continue
        name, generators, body = first[0], [], loop.body
        generators.append(ast.comprehension(loop.target, loop.iter, [], 0))
        while len(body) == 1 and isinstance(body[0], (ast.If, ast.For)) and not body[0].orelse:
            inner = body[0]
            if isinstance(inner, ast.If):
                generators[-1].ifs.append(inner.test)
            else:
                generators.append(ast.comprehension(inner.target, inner.iter, [], 0))
            body = inner.body
        element = _appended(body, name)
        parts = [generator.iter for generator in generators] + [
            test for generator in generators for test in generator.ifs
        ]
        if element is None or any(name in trees.names(part) for part in [element, *parts]):
            continue
        loop_names = {n for generator in generators for n in trees.names(generator.target)}
        if any(trees.read_elsewhere(spot.scope, n, [loop]) for n in loop_names):
            continue
        yield spot, [trees.assign(name, ast.ListComp(element, generators))], 2


def _appended(body: list[ast.stmt], name: str) -> ast.expr | None:
    """`e` if the body is exactly `name.append(e)`."""
    call = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    if isinstance(call, ast.Call) and ast.unparse(call.func) == f"{name}.append" and len(call.args) == 1:
        return None if isinstance(call.args[0], ast.Starred) else call.args[0]
    return None
