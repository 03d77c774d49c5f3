"""Which scope a name belongs to, decided as CPython's compiler decides it.

Function bodies, class bodies and the module own names; comprehensions own their targets only. Nothing is run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension: TypeAlias = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass
class Scope:
    """One scope while code inside it is being compiled. `native` maps a comprehension's targets to variables."""

    kind: Literal["module", "function", "class", "comprehension"]
    depth: int  # of functions: the module is 0
    bound: set[str] = field(default_factory=set)
    to_global: set[str] = field(default_factory=set)
    to_outer: set[str] = field(default_factory=set)
    native: dict[str, str] = field(default_factory=dict)
    qualifier: str = ""  # what precedes the names of functions defined here
    owner: str = ""  # of a class: its name, for private names
    variables: tuple[str, ...] = ()  # of a function: its variables as `locals()` gives them, if that is known
    cell: str = ""  # of a class: the variable that will hold it, for `super()`


class _Binder(ast.NodeVisitor):
    """Collects what a block binds, without entering the scopes inside it (but entering comprehensions for walruses)."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.inside = 0  # comprehensions around: their plain targets do not count

    def _bind(self, name: str) -> None:
        self.scope.bound.add(name)

    def visit_Name(self, node: ast.Name) -> None:
        if not self.inside and not isinstance(node.ctx, ast.Load):
            self._bind(node.id)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._bind(node.target.id)
        self.visit(node.value)

    def visit_Global(self, node: ast.Global) -> None:
        self.scope.to_global.update(node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.scope.to_outer.update(node.names)

    def visit_alias(self, node: ast.alias) -> None:
        if node.name != "*":
            self._bind(node.asname or node.name.partition(".")[0])

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._bind(node.rest)
        self.generic_visit(node)

    def _definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._bind(node.name)
        self._each([*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)])

    visit_FunctionDef = _definition
    visit_AsyncFunctionDef = _definition

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._each([*node.args.defaults, *filter(None, node.args.kw_defaults)])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._bind(node.name)
        self._each([*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)])

    def _comprehension(self, node: Comprehension) -> None:
        self.visit(node.generators[0].iter)
        self.inside += 1
        for child in ast.iter_child_nodes(node):
            self.visit(child)
        self.inside -= 1

    visit_ListComp = _comprehension
    visit_SetComp = _comprehension
    visit_DictComp = _comprehension
    visit_GeneratorExp = _comprehension

    def _each(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)


def module_scope(tree: ast.Module) -> Scope:
    """The scope of the whole program, with the names that functions declare `global`."""
    scope = Scope("module", 0)
    binder = _Binder(scope)
    for statement in tree.body:
        binder.visit(statement)
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            scope.bound.update(node.names)
    return scope


def function_scope(node: Function, depth: int, qualifier: str) -> Scope:
    """The scope of a function's body."""
    scope = Scope("function", depth, qualifier=qualifier)
    scope.bound.update(argument.arg for argument in parameters(node.args))
    binder = _Binder(scope)
    for part in [node.body] if isinstance(node, ast.Lambda) else node.body:
        binder.visit(part)
    scope.bound -= scope.to_global | scope.to_outer
    return scope


def class_scope(node: ast.ClassDef, depth: int, qualifier: str) -> Scope:
    """The scope of a class body."""
    scope = Scope("class", depth, qualifier=qualifier, owner=node.name)
    binder = _Binder(scope)
    for statement in node.body:
        binder.visit(statement)
    scope.bound -= scope.to_global | scope.to_outer
    return scope


def parameters(arguments: ast.arguments) -> list[ast.arg]:
    """All parameters in the order in which a signature shows them."""
    found = [*arguments.posonlyargs, *arguments.args]
    if arguments.vararg:
        found.append(arguments.vararg)
    found.extend(arguments.kwonlyargs)
    if arguments.kwarg:
        found.append(arguments.kwarg)
    return found


def target_names(target: ast.expr) -> list[str]:
    """Plain names in a target, left to right."""
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def is_generator(node: Function) -> bool:
    """Whether the function's own body holds a `yield`."""
    stack: list[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else list(node.body)
    while stack:
        part = stack.pop()
        if isinstance(part, (ast.Yield, ast.YieldFrom)):
            return True
        if isinstance(part, (*FUNCTIONS, ast.ClassDef)):
            continue
        stack.extend(ast.iter_child_nodes(part))
    return False


def private(name: str, scopes: list[Scope]) -> str:
    """`__name` as it is called inside a class (the compiler's name mangling)."""
    if not name.startswith("__") or name.endswith("__") or "." in name:
        return name
    for scope in reversed(scopes):
        if scope.owner:
            stripped = scope.owner.lstrip("_")
            return f"_{stripped}{name}" if stripped else name
    return name
