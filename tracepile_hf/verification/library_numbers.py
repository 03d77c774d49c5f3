"""Numbers of sympy and numpy in comparisons: `Integer(3)`, `Rational(-1, 2)`, `float64(2.5)`, `sympify('sqrt(2)/2')`.

A literal names a class and nothing more, so it counts as a number only in a program that imports the library and
defines no class of that name. Exact numbers are compared exactly. An expression is worked out in floating point and
compared only where the two sides lie well apart; what lies close is not decided here.
"""

from __future__ import annotations

import ast
import math
from fractions import Fraction
from typing import Any, Final

from tracepile_hf.errors import LiteralError
from tracepile_hf.literals import Instance, parse
from tracepile_hf.verification.state import Unknown

_SYMPY: Final = frozenset({"Integer", "Rational", "Float", "sympify"})
_NUMPY: Final = frozenset(
    {"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64"}
)
_EXACT: Final = (int, Fraction)
_CLOSE: Final = 1e-9  # relative distance below which floating point decides nothing
_CONSTANTS: Final = {"pi": math.pi, "E": math.e}
_ROOTS_ONLY: Final = {"sqrt": math.sqrt, "exp": math.exp, "log": math.log}
_MOST_NODES: Final = 200


def compare(sign: type[ast.cmpop], left: Any, right: Any, tree: ast.Module) -> bool | None:
    """The outcome of a comparison in which a library's number stands, None if there is none. Raises Unknown."""
    if not (isinstance(left, Instance) or isinstance(right, Instance)):
        return None
    one, other = _number(left, tree), _number(right, tree)
    if one is None or other is None or sign not in _SIGNS:
        return None
    exact = isinstance(one, _EXACT) and isinstance(other, _EXACT)
    numpy_only = _from_numpy(left) and _from_numpy(right)
    width = max(1.0, abs(float(one)), abs(float(other)))
    if not exact and not numpy_only and abs(float(one) - float(other)) <= _CLOSE * width:
        raise Unknown("the two numbers are too close to be compared here")
    return bool(_SIGNS[sign](one, other))


def _from_numpy(value: Any) -> bool:
    return isinstance(value, (int, float)) or (isinstance(value, Instance) and value.__class_name__ in _NUMPY)


def _number(value: Any, tree: ast.Module) -> int | float | Fraction | None:
    """The number that a side of a comparison stands for, or None."""
    if isinstance(value, (int, float, Fraction)):
        return value
    if not isinstance(value, Instance) or value.__fields__ or not _is_library(value.__class_name__, tree):
        return None
    parts, name = value.__positional__, value.__class_name__
    if name == "Rational" and len(parts) == 2 and all(type(part) is int for part in parts) and parts[1]:
        return Fraction(*parts)
    if len(parts) != 1:
        return None
    if name == "sympify":
        return _worked_out(parts[0])
    return parts[0] if type(parts[0]) in (int, float) else None


def _is_library(name: str, tree: ast.Module) -> bool:
    """Whether a class of this name is the library's: the program imports the library and makes no such class."""
    library = "sympy" if name in _SYMPY else "numpy" if name in _NUMPY else ""
    imported = False
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == name:
            return False
        if isinstance(node, ast.Import):
            imported |= any(alias.name.partition(".")[0] == library for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            imported |= (node.module or "").partition(".")[0] == library
    return bool(library) and imported


def _worked_out(text: Any) -> float | None:
    """The value of an expression made of numbers, constants and roots; None for any other."""
    try:
        tree = ast.parse(text, mode="eval") if isinstance(text, str) and len(text) <= 400 else None
        if tree is None or sum(1 for _ in ast.walk(tree)) > _MOST_NODES:
            return None
        found = _evaluated(tree.body)
    except (SyntaxError, ValueError, ArithmeticError, TypeError, LiteralError, RecursionError):
        return None
    return found if math.isfinite(found) else None


def _evaluated(node: ast.expr) -> float:
    if isinstance(node, ast.Constant):
        return float(parse(repr(node.value)))
    if isinstance(node, ast.Name) and node.id in _CONSTANTS:
        return _CONSTANTS[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_evaluated(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return float(_OPERATIONS[type(node.op)](_evaluated(node.left), _evaluated(node.right)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords and len(node.args) == 1:
        return _ROOTS_ONLY[node.func.id](_evaluated(node.args[0])) if node.func.id in _ROOTS_ONLY else math.nan
    return math.nan


def _power(base: float, exponent: float) -> float:
    found = base**exponent
    return found if isinstance(found, float) else math.nan  # a root of a negative number is complex


_OPERATIONS: Final[dict[type[ast.operator], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: _power,
}
_SIGNS: Final[dict[type[ast.cmpop], Any]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
}
