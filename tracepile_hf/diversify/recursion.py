"""recursion -> iteration: where every recursive call is the whole of a return, or is combined with + or * only.

`return f(g(n))` becomes a loop that rebinds the parameters; `return n * f(n - 1)` keeps the product in an accumulator.
Sums and products of integers do not mind the order; for floats and strings the gate's runs decide.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from tracepile_hf.diversify import tree as trees


def rewrite(tree: ast.Module, random: Random, entry_point: str | None) -> bool:
    """Turn one linear recursion at the top level into a loop."""
    chosen = trees.pick(random, list(_linear(tree)))
    if chosen is None:
        return False
    function, operator = chosen
    name = "" if operator is None else trees.fresh(tree, random, "gathered", "acc", "so_far")
    body = _Loop(function, operator, name).block(function.body)
    body.append(ast.Return(ast.Constant(None))) if not _leaves(function.body) else None
    loop: list[ast.stmt] = [ast.While(ast.Constant(True), body, [])]
    if operator is not None:
        loop.insert(0, trees.assign(name, ast.Constant(0 if isinstance(operator, ast.Add) else 1)))
    function.body = loop
    return True


def _linear(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, ast.operator | None]]:
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef) or function.decorator_list or not _plain(function.args):
            continue
        uses = sum(isinstance(node, ast.Name) and node.id == function.name for node in ast.walk(function))
        returns = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
        found = [part for node in returns if (part := _call_in(node, function.name)) is not None]
        operators = {type(operator) for _, operator, _ in found if operator is not None}
        inner = any(
            isinstance(node, (ast.For, ast.While, ast.Lambda, ast.Try, ast.With)) for node in ast.walk(function)
        )
        if (
            not found
            or uses != len(found)
            or len(operators) > 1
            or inner
            or any(node.value is None for node in returns)
        ):
            continue
        if not all(len(call.args) == len(function.args.args) and not call.keywords for call, _, _ in found):
            continue
        yield function, next((operator for _, operator, _ in found if operator is not None), None)


def _plain(arguments: ast.arguments) -> bool:
    return bool(arguments.args) and not (
        arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.defaults or arguments.posonlyargs
    )


def _call_in(node: ast.Return, name: str) -> tuple[ast.Call, ast.operator | None, ast.expr | None] | None:
    """(the recursive call, the operator, the other term) of a return, if it has one of the two shapes."""
    value = node.value
    if _calls(value, name):
        assert isinstance(value, ast.Call)
        return value, None, None
    if isinstance(value, ast.BinOp) and isinstance(value.op, (ast.Add, ast.Mult)):
        for call, other in ((value.left, value.right), (value.right, value.left)):
            if isinstance(call, ast.Call) and _calls(call, name) and trees.is_pure(other):
                return call, value.op, other
    return None


def _calls(node: ast.expr | None, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


class _Loop:
    """Rewrites the body of one function into the body of its loop."""

    def __init__(self, function: ast.FunctionDef, operator: ast.operator | None, name: str) -> None:
        self.function, self.operator, self.name = function, operator, name
        self.parameters = [argument.arg for argument in function.args.args]

    def block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """The statements with every return changed."""
        return [new for statement in body for new in self.statement(statement)]

    def statement(self, statement: ast.stmt) -> list[ast.stmt]:
        """One statement: ifs are entered, returns become moves, the rest stays."""
        if isinstance(statement, ast.If):
            return [ast.If(statement.test, self.block(statement.body), self.block(statement.orelse))]
        if not isinstance(statement, ast.Return) or statement.value is None:
            return [statement]
        shape = _call_in(statement, self.function.name)
        if shape is None:
            return [ast.Return(self._combined(statement.value))]
        call, _, other = shape
        moves: list[ast.stmt] = []
        if other is not None and self.operator is not None:
            moves.append(ast.AugAssign(trees.store(self.name), self.operator, other))
        changed = [(p, a) for p, a in zip(self.parameters, call.args, strict=True) if ast.unparse(a) != p]
        if len(changed) == 1:
            moves.append(trees.assign(*changed[0]))
        elif changed:
            target = ast.Tuple([trees.store(p) for p, _ in changed], ast.Store())
            moves.append(ast.Assign([target], ast.Tuple([a for _, a in changed], ast.Load())))
        return [*moves, ast.Continue()]

    def _combined(self, value: ast.expr) -> ast.expr:
        if self.operator is None:
            return value
        return ast.BinOp(trees.load(self.name), self.operator, value)


def _leaves(body: list[ast.stmt]) -> bool:
    """Whether a block cannot fall off its end."""
    last = body[-1]
    if isinstance(last, ast.If):
        return bool(last.orelse) and _leaves(last.body) and _leaves(last.orelse)
    return isinstance(last, (ast.Return, ast.Raise, ast.Continue))
