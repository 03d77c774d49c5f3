"""inline or extract a helper: a pure expression becomes a function of its names, or a one-liner is written in."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from random import Random

from tracepile_hf.diversify import tree as trees


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Extract one expression or inline one helper."""
    inlinable = [
        function for function in tree.body if isinstance(function, ast.FunctionDef) and _one_line(function, entry_point)
    ]
    if random.random() < 0.5 and _extract(tree, random):
        return True
    return (bool(inlinable) and _inline(tree, random.choice(inlinable))) or _extract(tree, random)


def _extract(tree: ast.Module, random: Random) -> bool:
    options = list(_expressions(tree))
    chosen = trees.pick(random, options)
    if chosen is None:
        return False
    expression, used = chosen
    wording = (
        ("check", "test_of", "holds") if isinstance(expression, ast.Compare) else ("compute", "evaluate", "combine")
    )
    name = trees.fresh(tree, random, *wording)
    arguments = ast.arguments([], [ast.arg(n) for n in used], None, [], [], None, [])
    function = ast.FunctionDef(name, arguments, [ast.Return(copy.deepcopy(expression))], [], None)
    trees.exchange(tree, expression, ast.Call(trees.load(name), [trees.load(n) for n in used], []))
    tree.body.insert(_after_imports(tree), function)
    return True


def _expressions(tree: ast.Module) -> Iterator[tuple[ast.expr, list[str]]]:
    """Arithmetic or comparisons of at least two operators over one to four local names."""
    bound_at_top = {n.name for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    for spot in trees.spots(tree):
        holder = spot.statement
        if isinstance(holder, (ast.Assign, ast.AugAssign, ast.Return)):
            value: ast.expr | None = holder.value
        elif isinstance(holder, (ast.If, ast.While)):
            value = holder.test
        else:
            continue
        if not isinstance(value, (ast.BinOp, ast.Compare, ast.BoolOp)) or not trees.is_pure(value):
            continue
        size = sum(isinstance(node, (ast.BinOp, ast.Compare, ast.Subscript, ast.BoolOp)) for node in ast.walk(value))
        scoped = {
            n.id
            for c in ast.walk(value)
            if isinstance(c, ast.comprehension)
            for n in ast.walk(c.target)
            if isinstance(n, ast.Name)
        }
        used = sorted(trees.names(value) - trees.PURE_CALLS - scoped)
        if size >= 2 and 1 <= len(used) <= 4 and not set(used) & (bound_at_top | {"self"}):
            yield value, used


def _after_imports(tree: ast.Module) -> int:
    index = 0
    for position, statement in enumerate(tree.body):
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            index = position + 1
    return index


def _one_line(function: ast.FunctionDef, entry_point: str | None) -> bool:
    only = function.body[0] if len(function.body) == 1 else None
    arguments = function.args
    plain = not (
        arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.defaults or arguments.posonlyargs
    )
    if function.name == entry_point or function.decorator_list or not plain:
        return False
    return isinstance(only, ast.Return) and only.value is not None and trees.is_pure(only.value)


def _inline(tree: ast.Module, function: ast.FunctionDef) -> bool:
    value = function.body[0].value if isinstance(function.body[0], ast.Return) else None
    parameters = [argument.arg for argument in function.args.args]
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == function.name]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.func in uses]
    fit = all(
        len(call.args) == len(parameters)
        and not call.keywords
        and all(isinstance(argument, (ast.Name, ast.Constant)) for argument in call.args)
        for call in calls
    )
    if value is None:
        return False
    free = trees.names(value) - set(parameters) - trees.PURE_CALLS
    if not calls or len(calls) != len(uses) or not fit or free:
        return False
    for call in calls:
        values = dict(zip(parameters, call.args, strict=True))
        trees.exchange(tree, call, _Fill(values).visit(copy.deepcopy(value)))
    tree.body.remove(function)
    return True


class _Fill(ast.NodeTransformer):
    """Puts the arguments where the parameters stood."""

    def __init__(self, values: dict[str, ast.expr]) -> None:
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return copy.deepcopy(self.values.get(node.id, node))
