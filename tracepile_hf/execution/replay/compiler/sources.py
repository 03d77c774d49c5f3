"""The text of an expression exactly as `ast.unparse` writes it, quickly where the expression is of a common form."""

from __future__ import annotations

import ast
from typing import Final

_RANKS: Final[dict[type[ast.AST], int]] = {
    ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.FloorDiv: 2, ast.Mod: 2, ast.MatMult: 2,
}  # fmt: skip
_SIGNS: Final[dict[type[ast.AST], str]] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.MatMult: "@",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "is",
    ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_CLOSED: Final = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)  # never in parentheses
_ATOM: Final = 9


def text_of(node: ast.AST) -> str:
    """The text of an expression, a pattern or a target."""
    found = _common(node)
    return ast.unparse(node) if found is None else found[0]


def _common(node: ast.AST) -> tuple[str, int] | None:
    """(text, how tightly it binds) of a name, path, subscript, call, sum, product or comparison, else None."""
    kind = type(node)
    if isinstance(node, ast.Name):
        return node.id, _ATOM
    if isinstance(node, ast.Constant):
        return (repr(node.value), _ATOM) if type(node.value) in (int, bool, type(None)) else None
    if isinstance(node, ast.BinOp):
        return _operation(node)
    if isinstance(node, ast.Compare):
        return _comparison(node)
    if kind in _CLOSED:
        return _closed(node)
    return None


def _closed(node: ast.AST) -> tuple[str, int] | None:
    if isinstance(node, ast.Attribute):
        base = _common(node.value) if isinstance(node.value, _CLOSED) else None
        return None if base is None else (f"{base[0]}.{node.attr}", _ATOM)
    if isinstance(node, ast.Subscript):
        base = _common(node.value) if isinstance(node.value, _CLOSED) else None
        index = _common(node.slice) if base is not None else None
        return None if base is None or index is None else (f"{base[0]}[{index[0]}]", _ATOM)
    assert isinstance(node, ast.Call)
    if node.keywords or not isinstance(node.func, _CLOSED):
        return None
    parts = [_common(part) for part in (node.func, *node.args)]
    texts = [part[0] for part in parts if part is not None]
    return (f"{texts[0]}({', '.join(texts[1:])})", _ATOM) if len(texts) == len(parts) else None


def _operation(node: ast.BinOp) -> tuple[str, int] | None:
    rank = _RANKS.get(type(node.op))
    left, right = (_common(node.left), _common(node.right)) if rank is not None else (None, None)
    if rank is None or left is None or right is None:
        return None
    first = left[0] if left[1] >= rank else f"({left[0]})"
    second = right[0] if right[1] > rank else f"({right[0]})"
    return f"{first} {_SIGNS[type(node.op)]} {second}", rank


def _comparison(node: ast.Compare) -> tuple[str, int] | None:
    parts = [_common(part) for part in (node.left, *node.comparators)]
    texts = [part[0] if part[1] > 0 else f"({part[0]})" for part in parts if part is not None]
    if len(texts) != len(parts):
        return None
    signs = [_SIGNS[type(operator)] for operator in node.ops]
    return texts[0] + "".join(f" {sign} {text}" for sign, text in zip(signs, texts[1:], strict=True)), 0
