"""Programs that look at their variables as a dict: `locals()`, `vars(x)` and `x.__dict__`, read on the spot.

What is only read where it stands cannot be told from a copy. What is kept, handed on or written to is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from types import CodeType
from typing import TYPE_CHECKING, Final

from tracepile_hf.execution.replay.compiler.emitter import Unsupported

if TYPE_CHECKING:
    from tracepile_hf.execution.replay.compiler.expressions import Expressions

_READERS: Final = frozenset({"items", "keys", "values", "get", "copy"})
_TAKERS: Final = frozenset(
    {"len", "dict", "list", "tuple", "sorted", "set", "print", "str", "repr", "any", "all", "sum", "min", "max", "bool"}
)


def looked_at(nodes: Sequence[ast.AST]) -> set[int]:
    """Identities of the expressions `locals()`, `vars(x)` and `x.__dict__` that are only read where they stand."""
    found = set()
    for node in nodes:
        for child in _read_by(node):
            if _is_look(child):
                found.add(id(child))
    return found


def _is_look(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "__dict__" and isinstance(node.ctx, ast.Load)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.keywords:
        return False
    most = {"locals": 0, "vars": 1}.get(node.func.id, -1)
    return len(node.args) <= most and not any(isinstance(argument, ast.Starred) for argument in node.args)


def _read_by(node: ast.AST) -> list[ast.AST]:
    """The parts of a node that it reads, and neither keeps nor hands on."""
    if isinstance(node, ast.Attribute) and node.attr in _READERS:
        return [node.value]
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        return [node.value]
    if isinstance(node, ast.Compare):
        return [node.left, *node.comparators]
    if isinstance(node, ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id in _TAKERS
        return [*(node.args if named else ()), *(word.value for word in node.keywords if word.arg is None)]
    if isinstance(node, (ast.For, ast.comprehension)):
        return [node.iter]
    if isinstance(node, ast.FormattedValue):
        return [node.value]
    if isinstance(node, ast.Dict):
        return [value for key, value in zip(node.keys, node.values, strict=True) if key is None]
    return []


def variables_by_function(code: str) -> dict[tuple[str, int], tuple[str, ...]]:
    """(name, first line) of each function -> its variables, in the order in which `locals()` gives them."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    twice = set()
    pending = [compile(code, "<program>", "exec", dont_inherit=True)]
    while pending:
        part = pending.pop()
        key = part.co_name, part.co_firstlineno
        twice.add(key) if key in found else None
        own = [name for name in part.co_cellvars if name not in part.co_varnames]
        found[key] = (*part.co_varnames, *own, *part.co_freevars)
        pending.extend(constant for constant in part.co_consts if isinstance(constant, CodeType))
    return {key: names for key, names in found.items() if key not in twice}


def code_of(writer: Expressions, node: ast.Call) -> str:
    """Replay code of `locals()` and `vars(x)`, where nothing but reading them on the spot can happen."""
    if node.args:
        return f"{writer.p}variables({writer.value(node.args[0])})"
    scope, parts = writer.scopes[-1], []
    if scope.kind != "function" or not scope.variables or "__class__" in scope.variables:
        raise Unsupported("reads_own_frame", ast.unparse(node))
    for name in scope.variables:
        owner = writer.resolve(name)[1]
        parts.append(f"({writer.p}L{owner.depth}, {name!r}), ")
    return f"{writer.p}variables(({''.join(parts)}), True)"
