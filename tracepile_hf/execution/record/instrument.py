"""A program -> the same program writing a journal of what its replay cannot know or should be checked against.

Written are: a number at every entry of a function, branch, loop turn and handler; the value of every name assigned and
every value returned; the order in which a set is read; the element that `pop` takes from one. What is written with is
not reachable by any name: the instrumented code calls constants of its own, put into the code objects after compiling.
Line numbers are kept.
"""

from __future__ import annotations

import ast
import secrets
import types
import warnings
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from tracepile_hf.execution.record.rules import (
    checked_names,
    first_reader,
    may_catch_everything,
    ordered_by_form,
    pops_a_name,
    reads,
)

FILE: Final = "<program>"
_Loop = TypeVar("_Loop", ast.For, ast.AsyncFor)


class _Instrument(ast.NodeTransformer):
    """Inserts calls of constants `token:name`."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.firsts: set[ast.Call | None] = set()  # calls of `iter` of which only the first element is seen
        self.written: set[ast.Starred] = set()  # arguments whose elements are written as text one by one

    def _call(self, name: str, *arguments: ast.expr) -> ast.expr:
        return ast.Call(ast.Constant(f"{self.token}:{name}"), list(arguments), [])

    def _write(self, name: str, *arguments: ast.expr) -> ast.stmt:
        return ast.Expr(self._call(name, *arguments))

    def _mark(self, name: str, node: Any) -> ast.stmt:
        return self._write(name, ast.Constant(node.lineno))

    def _ordered(self, node: ast.expr) -> ast.expr:
        return node if ordered_by_form(node) else self._call("order", node)

    # Functions

    def _function(self, node: Any) -> Any:
        self.generic_visit(node)
        first = node.body[0]
        has_text = (
            isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
        )
        node.body.insert(1 if has_text else 0, self._mark("turn", node))
        return node

    visit_FunctionDef = _function
    visit_AsyncFunctionDef = _function

    def visit_Lambda(self, node: ast.Lambda) -> Any:
        self.generic_visit(node)
        node.body = ast.BoolOp(ast.Or(), [self._call("turn", ast.Constant(node.lineno)), node.body])
        return node

    def visit_Return(self, node: ast.Return) -> Any:
        self.generic_visit(node)
        if node.value is not None and not isinstance(node.value, ast.Constant):
            held = f"{self.token}v"
            kept = ast.NamedExpr(ast.Name(held, ast.Store()), node.value)
            node.value = ast.BoolOp(ast.Or(), [self._call("write", kept), ast.Name(held, ast.Load())])
        return node

    # Branches and loops

    def visit_If(self, node: ast.If) -> Any:
        self.generic_visit(node)
        node.body.insert(0, self._mark("write", node))
        if node.orelse:
            node.orelse.insert(0, self._write("write", ast.Constant(-node.lineno)))
        return node

    def visit_While(self, node: ast.While) -> Any:
        self.generic_visit(node)
        node.body.insert(0, self._mark("turn", node))
        return node

    def visit_For(self, node: ast.For) -> Any:
        self.generic_visit(node)
        node.iter = self._call("loop", node.iter)
        if isinstance(node.target, ast.Name):
            node.body.insert(0, self._write("write", ast.Name(node.target.id, ast.Load())))
        else:
            node.body.insert(0, self._mark("write", node))
        return node

    def visit_match_case(self, node: ast.match_case) -> Any:
        pattern, node.pattern = node.pattern, ast.MatchAs()  # an attribute in a pattern stays one
        self.generic_visit(node)
        node.pattern = pattern
        node.body.insert(0, self._mark("write", node.pattern))
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> Any:
        self.generic_visit(node)
        node.body.insert(0, self._mark("write", node))
        return node

    def visit_Try(self, node: ast.Try) -> Any:
        self.generic_visit(node)
        if any(may_catch_everything(handler) for handler in node.handlers):
            again = ast.ExceptHandler(ast.Constant(f"{self.token}:Stop"), None, [ast.Raise()])
            node.handlers.insert(0, again)
        return node

    # Values

    def _assigned(self, node: Any) -> Any:
        names = checked_names(node)
        self.generic_visit(node)
        if isinstance(node, ast.Assign) and any(isinstance(target, (ast.Tuple, ast.List)) for target in node.targets):
            node.value = self._ordered(node.value)
        return [node, *(self._write("write", ast.Name(name, ast.Load())) for name in names)]

    visit_Assign = _assigned
    visit_AugAssign = _assigned
    visit_AnnAssign = _assigned

    def visit_comprehension(self, node: ast.comprehension) -> Any:
        self.generic_visit(node)
        node.iter = self._ordered(node.iter)
        return node

    def visit_Starred(self, node: ast.Starred) -> Any:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            node.value = self._call("text", node.value) if node in self.written else self._ordered(node.value)
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> Any:
        self.generic_visit(node)
        node.value = self._ordered(node.value)
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> Any:
        self.generic_visit(node)
        node.value = self._call("text", node.value)
        return node

    def visit_Call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Attribute) and pops_a_name(node):  # the usual form: cheaper than a method wrapped
            return self._call("popped", node, node.func.value)
        self.firsts.add(first_reader(node))
        kind = "first" if node in self.firsts else reads(node)
        if kind == "text":
            self.written.update(argument for argument in node.args if isinstance(argument, ast.Starred))
        forms = [ordered_by_form(argument) or isinstance(argument, ast.Starred) for argument in node.args]
        self.generic_visit(node)
        if kind == "first":
            node.args = [argument if forms[0] else self._call("first", argument) for argument in node.args]
        elif kind == "order":
            node.args = [a if known else self._call("order", a) for a, known in zip(node.args, forms, strict=True)]
        elif kind == "text":
            node.args = [a if isinstance(a, (ast.Constant, ast.Starred)) else self._call("text", a) for a in node.args]
        return node

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        self.generic_visit(node)
        return self._call("pop", node) if node.attr == "pop" and isinstance(node.ctx, ast.Load) else node


def instrument(code: str, writers: Mapping[str, Any]) -> types.CodeType:
    """Compile a program with its journal: `writers` gives the object behind each name."""
    tree = ast.parse(code)
    token = f"\0{secrets.token_hex(16)}"
    tree = ast.fix_missing_locations(_Instrument(token).visit(tree))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "'str' object is not callable": it will not be a str
        compiled = compile(tree, FILE, "exec", dont_inherit=True)
    return _with_constants(compiled, {f"{token}:{name}": writer for name, writer in writers.items()}.get)


def _with_constants(code: types.CodeType, find: Callable[[str], Any]) -> types.CodeType:
    constants = []
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            constant = _with_constants(constant, find)
        elif type(constant) is str:
            constant = find(constant) or constant
        constants.append(constant)
    return code.replace(co_consts=tuple(constants))
