"""Functions and classes -> replay code."""

from __future__ import annotations

import ast

from tracepile_hf.execution.replay.compiler.emitter import Unsupported
from tracepile_hf.execution.replay.compiler.matching import Matching
from tracepile_hf.execution.replay.compiler.scopes import (
    FUNCTIONS,
    Function,
    Scope,
    class_scope,
    function_scope,
    is_generator,
    parameters,
    private,
)


class Definitions(Matching):
    """The part of the compiler that knows definitions."""

    # Functions and classes

    def _FunctionDef(self, node: ast.FunctionDef) -> None:
        self.begin(node)
        decorators = [self.hold(f"{self.p}callable({self.value(decorator)})") for decorator in node.decorator_list]
        made = self.make_function(node)
        for decorator in reversed(decorators):
            made = self.hold(f"{decorator}({made})")
        self.bind(node.name, made)
        self.end()

    def make_function(self, node: Function) -> str:
        """Emit a function; the variable that holds it."""
        p = self.p
        name = private(node.name, self.scopes) if isinstance(node, ast.FunctionDef) else "<lambda>"
        site = self.site
        signature = self._signature(node.args)
        self.site = None
        variable = self.fresh("f")
        outer = self.function
        prefix = self.scopes[-1].qualifier
        scope = function_scope(node, outer.depth + 1, f"{prefix}{name}.<locals>.")
        scope.variables = self.variables.get((name, first_line(node)), ())
        annotated = []
        for argument in (*parameters(node.args), getattr(node, "returns", None)):
            annotation = argument.annotation if isinstance(argument, ast.arg) else argument
            if annotation is not None and not self.text_annotations:
                said = argument.arg if isinstance(argument, ast.arg) else "return"
                annotated.append(f"{said!r}: {self.value(annotation)}")
        with self.block(f"def {variable}({signature}):"):
            self._function_body(node, scope, f"{prefix}{name}")
        self.site = site
        documentation = None if isinstance(node, ast.Lambda) else ast.get_docstring(node, clean=False)
        self.emit(f"{p}named({variable}, {name!r}, {prefix + name!r}, {documentation!r})")
        if annotated and self.reads_annotations:
            self.emit(f"{variable}.__annotations__ = {{{', '.join(annotated)}}}")
        return variable

    def _signature(self, arguments: ast.arguments) -> str:
        parts: list[str] = []
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults = [self.value(default) for default in arguments.defaults]
        for position, argument in enumerate(positional):
            text = argument.arg
            if position >= len(positional) - len(defaults):
                text += f"={defaults[position - len(positional) + len(defaults)]}"
            parts.append(text)
            if arguments.posonlyargs and position == len(arguments.posonlyargs) - 1:
                parts.append("/")
        if arguments.vararg:
            parts.append(f"*{arguments.vararg.arg}")
        elif arguments.kwonlyargs:
            parts.append("*")
        for argument, keyword_default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            parts.append(argument.arg if keyword_default is None else f"{argument.arg}={self.value(keyword_default)}")
        if arguments.kwarg:
            parts.append(f"**{arguments.kwarg.arg}")
        return ", ".join(parts)

    def _function_body(self, node: Function, scope: Scope, qualified: str) -> None:
        p, outer = self.p, f"{self.p}F{self.function.depth}"
        self.scopes.append(scope)
        kept = self.started, self.around, self.returning, self.leaving
        self.started, self.around, self.leaving = [set()], ["()"], []
        self.returning = [needs_exit(node, self.generators_close)]
        frame, names = self.frame, f"{p}L{scope.depth}"
        pairs = "".join(f"{p}p{self.pairs(private(a.arg, self.scopes))}, " for a in parameters(node.args))
        values = "".join(f"{a.arg}, " for a in parameters(node.args))
        self.mark(node.lineno, "call")
        self.emit(f"{frame} = {p}enter({outer}, {qualified!r}, {node.lineno}, ({pairs}), ({values}))")
        self.emit(f"{names} = {frame}.names")
        with self.block("try:"):
            if isinstance(node, ast.Lambda):
                self._lambda_body(node)
            else:
                self.body(without_docstring(node.body))
                self.emit(f"{frame}.value = None")
                if not self.returning[0]:
                    self.emit(f"return {p}leave({frame}, None)")
            if is_generator(node):
                self.emit("if False: yield")
        with self.block(f"except {p}BaseException as {p}e:"):
            self.emit(f"{p}unwind({frame}, {p}e)")
            self.emit("raise")
        if self.returning[0]:
            with self.block("finally:"):
                self.emit(f"{p}leave_if_open({frame})")
        self.started, self.around, self.returning, self.leaving = kept
        self.scopes.pop()

    def _lambda_body(self, node: ast.Lambda) -> None:
        self.begin(node)
        value = self.value(node.body)
        self.end()
        self.emit(f"return {self.p}leave({self.frame}, {value})")

    def _ClassDef(self, node: ast.ClassDef) -> None:
        p = self.p
        self.begin(node)
        decorators = [self.hold(f"{p}callable({self.value(decorator)})") for decorator in node.decorator_list]
        bases = self.values(node.bases)
        keywords = ", ".join(
            f"{keyword.arg!r}: {self.value(keyword.value)}" for keyword in node.keywords if keyword.arg
        )
        if any(keyword.arg is None for keyword in node.keywords):
            raise Unsupported("construct")
        site, self.site = self.site, None
        scope = class_scope(node, self.function.depth, f"{self.scopes[-1].qualifier}{node.name}.")
        scope.cell = self.fresh("K")
        maker = self.fresh("k")
        name = private(node.name, self.scopes)
        with self.block(f"def {maker}({p}bases, {p}keywords):"):
            self.emit(f"{p}C = {p}class_names({name!r}, {p}bases, {p}keywords, {scope.qualifier[:-1]!r})")
            documentation = ast.get_docstring(node, clean=False)
            if documentation is not None:
                self.emit(f"{p}C['__doc__'] = {documentation!r}")
            self.scopes.append(scope)
            self.body(without_docstring(node.body))
            self.scopes.pop()
            self.emit(f"{scope.cell} = {p}make_class({name!r}, {p}bases, {p}C, {p}keywords)")
            self.emit(f"return {scope.cell}")
        made = self.hold(f"{maker}(({bases}{',' if bases else ''}), {{{keywords}}})")
        for decorator in reversed(decorators):
            made = self.hold(f"{decorator}({made})")
        self.site = site
        self.bind(node.name, made)
        if site is not None:
            self.emit(f"{p}class_places({self.frame}, {name!r}, {made})")
        self.end()


def first_line(node: Function) -> int:
    """The line by which Python knows a function."""
    decorators = getattr(node, "decorator_list", None)
    return int(decorators[0].lineno if decorators else node.lineno)


def needs_exit(node: Function, generators_close: bool) -> bool:
    """Whether leaving needs a `finally` of its own: something may run between `return` and the end."""
    if isinstance(node, ast.Lambda):
        return False
    kinds = ("Try", "TryStar", "With", "For") if generators_close else ("Try", "TryStar", "With")
    return any(type(part).__name__ in kinds for part in _own_nodes(node))


def _own_nodes(node: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    stack = list(ast.iter_child_nodes(node))
    while stack:
        part = stack.pop()
        found.append(part)
        if not isinstance(part, (*FUNCTIONS, ast.ClassDef)):
            stack.extend(ast.iter_child_nodes(part))
    return found


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    is_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return body[1:] if is_text else body
