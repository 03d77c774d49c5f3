"""A program -> the same program writing a journal of what its replay cannot know or should be checked against.

Written are: a number at every entry of a function, branch, loop turn, handler and `finally`; the value of every name
assigned, every value returned, and every value of a call that is not one the replay derives; the exception a handler
caught; the order in which a set is read; the element that `pop` takes from one. What is written with is not reachable
by any name: the instrumented code calls constants of its own, put into the code objects after compiling. Line numbers
are kept.
"""

from __future__ import annotations

import ast
import secrets
import types
import warnings
from collections.abc import Callable, Mapping
from typing import Any, Final

from tracepile_hf.execution.record.rules import (
    bindings,
    checked_names,
    counts_integers,
    first_reader,
    may_catch_everything,
    ordered_by_form,
    pops,
    pops_by_class,
    reads,
    takes_identity,
    written_values,
)

FILE: Final = "<program>"


class _Instrument(ast.NodeTransformer):
    """Inserts calls of constants `token:name`."""

    def __init__(self, token: str, tree: ast.Module) -> None:
        self.token = token
        self.firsts: set[ast.Call | None] = set()  # calls of `iter` of which only the first element is seen
        self.written: set[ast.Starred] = set()  # arguments whose elements are written as text one by one
        self.values = written_values(tree)
        self.bound = bindings(ast.walk(tree))

    def _call(self, name: str, *arguments: ast.expr) -> ast.expr:
        return ast.Call(ast.Constant(f"{self.token}:{name}"), list(arguments), [])

    def _write(self, name: str, *arguments: ast.expr) -> ast.stmt:
        return ast.Expr(self._call(name, *arguments))

    def _mark(self, name: str, node: Any) -> ast.stmt:
        return self._write(name, ast.Constant(node.lineno))

    def _marked(self, number: int, value: ast.expr) -> ast.expr:
        """A value before which a number is written."""
        return ast.BoolOp(ast.Or(), [self._call("mark", ast.Constant(number)), value])

    def _ordered(self, node: ast.expr, original: ast.expr) -> ast.expr:
        return node if ordered_by_form(original) else self._call("order", node)

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
            node.value = self._call("echo", node.value)
        return node

    # Branches and loops

    def visit_If(self, node: ast.If) -> Any:
        self.generic_visit(node)
        node.body.insert(0, self._mark("mark", node))
        if node.orelse:
            node.orelse.insert(0, self._write("mark", ast.Constant(-node.lineno)))
        return node

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        self.generic_visit(node)
        node.body, node.orelse = self._marked(node.lineno, node.body), self._marked(-node.lineno, node.orelse)
        return node

    def visit_While(self, node: ast.While) -> Any:
        self.generic_visit(node)
        node.body.insert(0, self._mark("turn", node))
        return node

    def visit_For(self, node: ast.For) -> Any:
        iterated = node.iter
        integers = counts_integers(iterated)
        known = ordered_by_form(iterated)
        self.generic_visit(node)
        if not known:
            node.iter = self._call("order", node.iter)
        if isinstance(node.target, ast.Name):
            node.body.insert(0, self._write("turn" if integers else "item", ast.Name(node.target.id, ast.Load())))
        else:
            node.body.insert(0, self._mark("turn", node))
        return node

    def visit_match_case(self, node: ast.match_case) -> Any:
        pattern, node.pattern = node.pattern, ast.MatchAs()  # an attribute in a pattern stays one
        self.generic_visit(node)
        node.pattern = pattern
        node.body.insert(0, self._mark("mark", node.pattern))
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> Any:
        self.generic_visit(node)
        node.body.insert(0, self._mark("caught", node))
        if node.name is not None:
            node.body.insert(0, self._write("settled", ast.Name(node.name, ast.Load())))
        return node

    def visit_Try(self, node: ast.Try) -> Any:
        self.generic_visit(node)
        if any(may_catch_everything(handler) for handler in node.handlers):
            again = ast.ExceptHandler(ast.Constant(f"{self.token}:Stop"), None, [ast.Raise()])
            node.handlers.insert(0, again)
        if node.finalbody:
            node.finalbody.insert(0, self._mark("mark", node.finalbody[0]))
        return node

    def visit_TryStar(self, node: Any) -> Any:
        self.generic_visit(node)
        if node.finalbody:
            node.finalbody.insert(0, self._mark("mark", node.finalbody[0]))
        return node

    # Values

    def _assigned(self, node: Any) -> Any:
        names, value = checked_names(node), node.value
        self.generic_visit(node)
        if isinstance(node, ast.Assign) and any(isinstance(target, (ast.Tuple, ast.List)) for target in node.targets):
            node.value = self._ordered(node.value, value)
        return [node, *(self._write("write", ast.Name(name, ast.Load())) for name in names)]

    visit_Assign = _assigned
    visit_AugAssign = _assigned
    visit_AnnAssign = _assigned

    def visit_comprehension(self, node: ast.comprehension) -> Any:
        iterated = node.iter
        known = ordered_by_form(iterated)
        self.generic_visit(node)
        node.iter = node.iter if known else self._call("order", node.iter)
        return node

    def visit_Starred(self, node: ast.Starred) -> Any:
        known = ordered_by_form(node.value)
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            if node in self.written:
                node.value = self._call("text", node.value)
            elif not known:
                node.value = self._call("order", node.value)
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> Any:
        known = ordered_by_form(node.value)
        self.generic_visit(node)
        node.value = node.value if known else self._call("order", node.value)
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> Any:
        self.generic_visit(node)
        node.value = self._call("text", node.value)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        self.generic_visit(node)
        return self._call("echo", node) if node in self.values else node

    def visit_Call(self, node: ast.Call) -> Any:
        called = self._called(node)
        return self._call("echo", called) if node in self.values else called

    def _called(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, ast.Attribute) and pops(node):
            self.generic_visit(node)
            node.func.value = self._call("noted", node.func.value)
            return self._call("popped", node)
        if pops_by_class(node):
            self.generic_visit(node)
            node.args = [self._call("noted", argument) for argument in node.args]
            return self._call("popped", node)
        self.firsts.add(first_reader(node))
        kind = "first" if node in self.firsts else reads(node)
        if kind == "text":
            self.written.update(argument for argument in node.args if isinstance(argument, ast.Starred))
        forms = [ordered_by_form(argument) or isinstance(argument, ast.Starred) for argument in node.args]
        identity = takes_identity(node, self.bound)
        self.generic_visit(node)
        if identity:
            node.args = [self._call("held", argument) for argument in node.args]
        elif kind == "first":
            node.args = [argument if forms[0] else self._call("first", argument) for argument in node.args]
        elif kind == "order":
            node.args = [a if known else self._call("order", a) for a, known in zip(node.args, forms, strict=True)]
        elif kind == "text":
            node.args = [a if isinstance(a, (ast.Constant, ast.Starred)) else self._call("text", a) for a in node.args]
        return node


def instrument(code: str, writers: Mapping[str, Any]) -> types.CodeType:
    """Compile a program with its journal: `writers` gives the object behind each name."""
    tree = ast.parse(code)
    token = f"\0{secrets.token_hex(16)}"
    tree = ast.fix_missing_locations(_Instrument(token, tree).visit(tree))
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
