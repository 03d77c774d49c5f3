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
ATOM: Final = 20  # how tightly names, calls, displays bind
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
    found = _bound_text(node)
    return None if found is None else found[0]


def _bound_text(node: ast.AST) -> tuple[str, int] | None:
    """That text and how tightly it binds."""
    if isinstance(node, ast.Name):
        return node.id, ATOM
    if isinstance(node, ast.Constant):
        plain = node.kind is None and (node.value is None or type(node.value) in (int, bool, str))
        return (repr(node.value), ATOM) if plain else None
    if isinstance(node, (ast.BinOp, ast.Compare, ast.BoolOp)):
        return _operation_text(node)
    if isinstance(node, ast.UnaryOp):
        sign, binding = SIGNS[type(node.op)]
        inner = _bound_text(node.operand)
        if inner is None or (inner[1] != ATOM and binding > 6):
            return None
        return sign + (inner[0] if inner[1] >= 6 else f"({inner[0]})"), binding
    if isinstance(node, ast.Attribute):
        value = None if isinstance(node.value, ast.Constant) else _bound_text(node.value)
        return None if value is None or value[1] != ATOM else (f"{value[0]}.{node.attr}", ATOM)
    if isinstance(node, ast.Subscript):
        value, inner = _bound_text(node.value), _slice_text(node.slice)
        return None if value is None or inner is None or value[1] != ATOM else (f"{value[0]}[{inner[0]}]", ATOM)
    if isinstance(node, ast.Call):
        value, listed = _bound_text(node.func), _list_text(node.args)
        if value is None or node.keywords or listed is None or not isinstance(node.func, PLACES):
            return None
        return f"{value[0]}({listed})", ATOM
    if isinstance(node, (ast.List, ast.Tuple)):
        listed = _list_text(node.elts)
        if listed is None:
            return None
        if isinstance(node, ast.List):
            return f"[{listed}]", ATOM
        return f"({listed},)" if len(node.elts) == 1 else f"({listed})", ATOM
    return None


def _list_text(nodes: list[ast.expr]) -> str | None:
    found = [_bound_text(node) for node in nodes]
    return None if None in found else ", ".join([pair[0] for pair in found if pair is not None])


def _slice_text(node: ast.AST) -> tuple[str, int] | None:
    """What stands between square brackets."""
    if isinstance(node, ast.Tuple):
        return None
    if not isinstance(node, ast.Slice):
        return _bound_text(node)
    low = ("", ATOM) if node.lower is None else _bound_text(node.lower)
    high = ("", ATOM) if node.upper is None else _bound_text(node.upper)
    if low is None or high is None or node.step is not None:
        return None
    return f"{low[0]}:{high[0]}", ATOM


def _operation_text(node: ast.BinOp | ast.Compare | ast.BoolOp) -> tuple[str, int] | None:
    """Operands with their operators between them, in brackets where they bind less tightly."""
    if isinstance(node, ast.BinOp):
        operands, signs = [node.left, node.right], [SIGNS[type(node.op)][0]]
        binding = SIGNS[type(node.op)][1]
        needed = [binding, binding + 1]  # operators of one rank go from left to right
        if isinstance(node.op, ast.Pow):
            return None
    elif isinstance(node, ast.Compare):
        operands, signs = [node.left, *node.comparators], [SIGNS[type(operator)][0] for operator in node.ops]
        binding, needed = 7, [8] * len(operands)
    else:
        conjunction = isinstance(node.op, ast.And)
        operands, signs = node.values, ["and" if conjunction else "or"] * (len(node.values) - 1)
        binding = 5 if conjunction else 4
        needed = [min(binding + 1 + position, ATOM) for position in range(len(operands))]  # as `ast.unparse` has it
    text = ""
    for operand, least, sign in zip(operands, needed, [*signs, ""], strict=True):
        found = _bound_text(operand)
        if found is None:
            return None
        text += found[0] if found[1] >= least else f"({found[0]})"
        text += f" {sign} " if sign else ""
    return text, binding


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
