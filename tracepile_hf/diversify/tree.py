"""Reading syntax trees for the rewrites: scopes, names, purity, places where a statement stands.

Every answer errs on the side of "no": a rewrite that is not offered costs nothing, one that changes meaning costs a run
at the gate. This module changes nothing but by `replace`.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, TypeVar

T = TypeVar("T")
Scope = ast.Module | ast.FunctionDef
PURE_CALLS: Final = frozenset(
    {"abs", "all", "any", "bin", "bool", "chr", "dict", "divmod", "enumerate", "float", "format", "frozenset", "hex"}
    | {"int", "len", "list", "max", "min", "oct", "ord", "pow", "range", "repr", "reversed", "round", "set", "sorted"}
    | {"str", "sum", "tuple", "zip"}
)
_IMPURE: Final = (ast.NamedExpr, ast.Yield, ast.YieldFrom, ast.Await, ast.Lambda)


@dataclass(frozen=True, slots=True)
class Spot:
    """A statement where it stands: `block[index]`, inside `scope`."""

    scope: Scope
    block: list[ast.stmt]
    index: int

    @property
    def statement(self) -> ast.stmt:
        """The statement itself."""
        return self.block[self.index]

    def rest(self) -> list[ast.stmt]:
        """The statements after it in its block."""
        return self.block[self.index + 1 :]


def blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The statement lists directly owned by a node."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            yield block
    for handler in getattr(node, "handlers", ()):
        yield handler.body
    for case in getattr(node, "cases", ()):
        yield case.body


def spots(tree: ast.Module) -> Iterator[Spot]:
    """Every statement outside class bodies, with the function (or module) whose locals it sees."""

    def walk(scope: Scope, owner: ast.AST) -> Iterator[Spot]:
        for block in blocks(owner):
            for index, statement in enumerate(block):
                yield Spot(scope, block, index)
                if isinstance(statement, ast.ClassDef):
                    for inner in statement.body:
                        if isinstance(inner, ast.FunctionDef):
                            yield from walk(inner, inner)
                elif isinstance(statement, ast.FunctionDef):
                    yield from walk(statement, statement)
                elif not isinstance(statement, ast.AsyncFunctionDef):
                    yield from walk(scope, statement)

    yield from walk(tree, tree)


def replace(spot: Spot, new: Sequence[ast.stmt], length: int = 1) -> bool:
    """Put `new` where the spot's statement (and `length - 1` followers) stood. Always True: the tree changed."""
    spot.block[spot.index : spot.index + length] = list(new)
    return True


def exchange(tree: ast.AST, old: ast.AST, new: ast.AST) -> bool:
    """Put `new` where the node `old` (found by identity) hangs in the tree. True if it was there."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
                return True
            if isinstance(value, list):
                for index, child in enumerate(value):
                    if child is old:
                        value[index] = new
                        return True
    return False


def pick(random: Random, found: Iterator[T] | Sequence[T]) -> T | None:
    """One of what was found, or None."""
    options = list(found)
    return random.choice(options) if options else None


def names(node: ast.AST, context: type[ast.expr_context] | None = None) -> set[str]:
    """Identifiers used as names below `node`, in one context (ast.Load, ast.Store) or all."""
    return {
        found.id
        for found in ast.walk(node)
        if isinstance(found, ast.Name) and (context is None or isinstance(found.ctx, context))
    }


def written(nodes: ast.AST | Sequence[ast.AST]) -> set[str]:
    """Root names whose binding or content these nodes may change: stores, deletes, and receivers of unknown methods."""
    found: set[str] = set()
    for top in [nodes] if isinstance(nodes, ast.AST) else nodes:
        for node in ast.walk(top):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                found.add(node.id)
            elif isinstance(node, (ast.Subscript, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
                found |= roots(node)
            elif isinstance(node, ast.Call):
                found |= _touched_by(node)
            elif isinstance(node, (ast.Global, ast.Nonlocal)):
                found |= set(node.names)
    return found


def _touched_by(call: ast.Call) -> set[str]:
    if isinstance(call.func, ast.Name) and call.func.id in PURE_CALLS | {"print", "input"}:
        return set()
    touched = roots(call.func) if isinstance(call.func, ast.Attribute) else set()
    for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
        touched |= names(argument)
    return touched


def roots(node: ast.AST) -> set[str]:
    """The name at the root of `a.b[c].d`: {"a"}; empty for other shapes."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def identifiers(tree: ast.AST) -> set[str]:
    """Every identifier of any kind in the tree, and the builtins: what a fresh name must avoid."""
    found = set(dir(builtins))
    for node in ast.walk(tree):
        for field in ("id", "name", "attr", "arg", "asname", "rest"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                found.add(value.split(".")[0])
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            found |= set(node.names)
    return found


def fresh(tree: ast.AST, random: Random, *candidates: str) -> str:
    """A readable name that the tree does not use: one of the candidates, else the first with a number."""
    taken = identifiers(tree)
    free = [name for name in candidates if name not in taken]
    if free:
        return random.choice(free)
    number = 2
    while f"{candidates[0]}_{number}" in taken:
        number += 1
    return f"{candidates[0]}_{number}"


def is_pure(node: ast.AST, allowed: frozenset[str] = PURE_CALLS) -> bool:
    """No effect and no dependence on anything but the values of its names: only known builtins are called."""
    for inner in ast.walk(node):
        if isinstance(inner, _IMPURE):
            return False
        if isinstance(inner, ast.Call) and not (isinstance(inner.func, ast.Name) and inner.func.id in allowed):
            return False
    return True


def read_elsewhere(scope: Scope, name: str, inside: Sequence[ast.AST]) -> bool:
    """Whether `name` is read in the scope (or, for a module, anywhere) outside the given nodes."""
    skip = {id(node) for top in inside for node in ast.walk(top)}
    return any(
        isinstance(node, ast.Name)
        and node.id == name
        and isinstance(node.ctx, (ast.Load, ast.Del))
        and id(node) not in skip
        for node in ast.walk(scope)
    ) or any(isinstance(node, (ast.Global, ast.Nonlocal)) and name in node.names for node in ast.walk(scope))


def own_jumps(body: Sequence[ast.stmt], kinds: tuple[type[ast.stmt], ...]) -> bool:
    """Whether a break or continue of this loop (not of one inside it) is in its body."""
    for statement in body:
        if isinstance(statement, kinds):
            return True
        if isinstance(statement, (ast.For, ast.While)):
            if own_jumps(statement.orelse, kinds):
                return True
        elif not isinstance(statement, (ast.FunctionDef, ast.ClassDef)) and any(
            own_jumps(block, kinds) for block in blocks(statement)
        ):
            return True
    return False


def load(name: str) -> ast.Name:
    """`name` as it is read."""
    return ast.Name(name, ast.Load())


def store(name: str) -> ast.Name:
    """`name` as it is bound."""
    return ast.Name(name, ast.Store())


def assign(name: str, value: ast.expr) -> ast.Assign:
    """`name = value`."""
    return ast.Assign([store(name)], value)


def same(first: ast.AST, second: ast.AST) -> bool:
    """Equal trees, whether read or stored."""
    return ast.unparse(first) == ast.unparse(second)


def simple_assignment(statement: ast.stmt) -> tuple[str, ast.expr] | None:
    """`name = value` as (name, value), else None."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id, statement.value
    return None
