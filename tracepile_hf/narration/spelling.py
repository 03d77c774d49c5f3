"""How the source spells an expression: its text as operands and tests have it, quotations, constants.

Knows no values. Texts are kept on the nodes, for unparsing is what costs.
"""

from __future__ import annotations

import ast
from typing import Final

LONGEST: Final = 90  # characters of an expression that is worth repeating

SIGNS: Final[dict[type[ast.AST], tuple[str, int]]] = {
    ast.Add: ("+", 12),
    ast.Sub: ("-", 12),
    ast.Mult: ("*", 13),
    ast.Div: ("/", 13),
    ast.FloorDiv: ("//", 13),
    ast.Mod: ("%", 13),
    ast.Pow: ("**", 15),
    ast.LShift: ("<<", 11),
    ast.RShift: (">>", 11),
    ast.BitAnd: ("&", 10),
    ast.BitXor: ("^", 9),
    ast.BitOr: ("|", 8),
    ast.MatMult: ("@", 13),
    ast.USub: ("-", 14),
    ast.UAdd: ("+", 14),
    ast.Invert: ("~", 14),
    ast.Not: ("not ", 6),
    ast.Lt: ("<", 7),
    ast.LtE: ("<=", 7),
    ast.Gt: (">", 7),
    ast.GtE: (">=", 7),
    ast.Eq: ("==", 7),
    ast.NotEq: ("!=", 7),
    ast.In: ("in", 7),
    ast.NotIn: ("not in", 7),
    ast.Is: ("is", 7),
    ast.IsNot: ("is not", 7),
}
PLACES: Final = (ast.Name, ast.Attribute, ast.Subscript)
_MADE: Final = frozenset(
    ("set", "list", "dict", "tuple", "deque", "Counter", "defaultdict", "OrderedDict", "frozenset")
)


def text_of(node: ast.AST) -> str:
    """The source text of an expression, as operands and tests spell it."""
    found: str | None = getattr(node, "_text", None)
    if found is None:
        found = _plain_text(node) or ast.unparse(node)
        node._text = found  # type: ignore[attr-defined]  # kept on the node: unparsing is what costs
    return found


def _plain_text(node: ast.AST) -> str | None:
    """What `ast.unparse` writes for the expressions that programs are full of, many times cheaper; None for others."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Constant):
        return repr(node.value) if type(node.value) is int else None
    if isinstance(node, ast.Attribute):
        value = None if isinstance(node.value, ast.Constant) else _plain_text(node.value)
        return None if value is None or isinstance(node.value, ast.BinOp) else f"{value}.{node.attr}"
    if isinstance(node, ast.Subscript):
        value, inner = _plain_text(node.value), _plain_text(node.slice)
        return None if value is None or inner is None or isinstance(node.value, ast.BinOp) else f"{value}[{inner}]"
    if isinstance(node, ast.Call):
        value, parts = _plain_text(node.func), [_plain_text(argument) for argument in node.args]
        if value is None or node.keywords or not all(parts) or not isinstance(node.func, PLACES):
            return None
        return f"{value}({', '.join([part or '' for part in parts])})"
    if isinstance(node, ast.BinOp) and not any(isinstance(side, ast.BinOp) for side in (node.left, node.right)):
        left, right = _plain_text(node.left), _plain_text(node.right)
        return None if left is None or right is None else f"{left} {SIGNS[type(node.op)][0]} {right}"
    return None


def quoted(text: str) -> str | None:
    """A source text in backticks, or None when it cannot be quoted on one line."""
    if "`" in text or "\n" in text or "\0" in text or len(text) > LONGEST:
        return None
    return f"`{text}`"


def is_display(node: ast.AST) -> bool:
    """Whether an expression reads like its own value: `[0, 1]`, `set()`, `deque([0])`."""
    if isinstance(node, ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id in _MADE
        return named and not node.keywords and all(is_display(argument) for argument in node.args)
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return all(is_display(element) for element in node.elts)
    if isinstance(node, ast.Dict):
        return all(part is not None and is_display(part) for part in (*node.keys, *node.values))
    return isinstance(node, ast.Constant)


def root_of(node: ast.AST) -> str:
    """The name that a place starts with; an empty text for what is no place."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def constant_text(node: ast.AST) -> str | None:
    """The literal of a constant of the source (numbers, strings, signed numbers, displays of constants)."""
    found = getattr(node, "_constant", "")
    if found == "":
        found = _constant_text(node)
        node._constant = found  # type: ignore[attr-defined]  # kept on the node
    return found


def _constant_text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return repr(node.value) if node.value is not ... else None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        return f"-{node.operand.value!r}" if type(node.operand.value) in (int, float) else None
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and all(constant_text(e) for e in node.elts):
        inner = [str(constant_text(e)) for e in node.elts]
        return f"({inner[0]},)" if len(inner) == 1 else f"({', '.join(inner)})"
    return None
