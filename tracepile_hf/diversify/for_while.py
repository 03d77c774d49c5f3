"""for <-> while: a counting `for` becomes a `while` with its own counter, and back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from tracepile_hf.diversify import tree as trees
from tracepile_hf.diversify.tree import Spot


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Turn one counting loop into the other form."""
    found: list[tuple[Spot, list[ast.stmt], int]] = [*_to_while(tree, random), *_to_for(tree)]
    chosen = trees.pick(random, found)
    return chosen is not None and trees.replace(*chosen)


def _range_of(loop: ast.stmt) -> tuple[str, ast.expr, ast.expr, int] | None:
    """(variable, start, stop, step) of `for variable in range(...)` with a constant step."""
    if not (isinstance(loop, ast.For) and isinstance(loop.target, ast.Name) and not loop.orelse):
        return None
    call = loop.iter
    if not (
        isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "range" and not call.keywords
    ):
        return None
    if not 1 <= len(call.args) <= 3 or any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    start = call.args[0] if len(call.args) > 1 else ast.Constant(0)
    stop = call.args[1] if len(call.args) > 1 else call.args[0]
    step = _constant(call.args[2]) if len(call.args) == 3 else 1
    return (loop.target.id, start, stop, step) if step else None


def _constant(node: ast.expr) -> int:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError):  # no literal, or one that cannot be made ({[]: 1})
        return 0
    return value if type(value) is int else 0


def _to_while(tree: ast.Module, random: Random) -> Iterator[tuple[Spot, list[ast.stmt], int]]:
    for spot in trees.spots(tree):
        shape, loop = _range_of(spot.statement), spot.statement
        if shape is None or not isinstance(loop, ast.For):
            continue
        variable, start, stop, step = shape
        changed = trees.written(loop.body)
        if (
            variable in changed
            or trees.read_elsewhere(spot.scope, variable, [loop])
            or trees.own_jumps(loop.body, (ast.Continue,))
        ):
            continue
        if variable == "_":  # nobody counts with it; nothing in the body reads it
            if "_" in trees.names(ast.Module(loop.body, [])):
                continue
            variable = trees.fresh(tree, random, "turn", "count", "done_so_far")
        before: list[ast.stmt] = [trees.assign(variable, start)]
        if not trees.is_pure(stop) or trees.names(stop) & (changed | {variable}):
            name = trees.fresh(tree, random, "end", "bound", "stop_at")
            before.insert(0, trees.assign(name, stop))
            stop = trees.load(name)
        test = ast.Compare(trees.load(variable), [ast.Lt() if step > 0 else ast.Gt()], [stop])
        move = ast.AugAssign(trees.store(variable), ast.Add() if step > 0 else ast.Sub(), ast.Constant(abs(step)))
        yield spot, [*before, ast.While(test, [*loop.body, move], [])], 1


def _to_for(tree: ast.Module) -> Iterator[tuple[Spot, list[ast.stmt], int]]:
    for spot in trees.spots(tree):
        first = trees.simple_assignment(spot.statement)
        loop = spot.rest()[0] if spot.rest() else None
        if first is None or not isinstance(loop, ast.While) or loop.orelse or len(loop.body) < 2:
            continue
        variable, start = first
        test, body, move = loop.test, loop.body[:-1], loop.body[-1]
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and same_name(test.left, variable)):
            continue
        step, stop = _step(move, variable), test.comparators[0]
        fits = (step > 0 and isinstance(test.ops[0], ast.Lt)) or (step < 0 and isinstance(test.ops[0], ast.Gt))
        changed = trees.written(body)
        if not fits or variable in changed or trees.own_jumps(body, (ast.Continue,)):
            continue
        if not trees.is_pure(stop) or trees.names(stop) & (changed | {variable}):
            continue
        if trees.read_elsewhere(spot.scope, variable, [loop]):
            continue
        bounds = [start, stop] if step != 1 or not same_name(start, "0") else [stop]
        arguments = [*bounds, *([ast.Constant(step)] if step != 1 else [])]
        yield spot, [ast.For(trees.store(variable), ast.Call(trees.load("range"), arguments, []), body, [])], 2


def same_name(node: ast.expr, text: str) -> bool:
    """Whether an expression is written exactly so."""
    return ast.unparse(node) == text


def _step(move: ast.stmt, variable: str) -> int:
    """The constant by which `variable += c` or `-= c` moves; 0 for anything else."""
    if isinstance(move, ast.AugAssign) and same_name(move.target, variable) and isinstance(move.op, (ast.Add, ast.Sub)):
        size = _constant(move.value)
        return size if isinstance(move.op, ast.Add) else -size
    return 0
