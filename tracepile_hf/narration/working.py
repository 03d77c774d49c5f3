"""What an expression of a program is worth when its names are known: pure operators, builtins and methods, small sizes.

For the elements of comprehensions, of which a trace has only the result. What the narrator works out here is compared
with that result before it is told, and the checker works it out again by itself.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

Look = Callable[[str], Any]  # the value of a name; raises NoValue
LARGEST: Final = 10**40
MOST_ITEMS: Final = 200
_BINARY: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
_COMPARE: Final[dict[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, two: one in two,
    ast.NotIn: lambda one, two: one not in two,
}
_FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    f.__name__: f
    for f in (
        abs,
        bool,
        chr,
        divmod,
        enumerate,
        float,
        int,
        len,
        list,
        max,
        min,
        ord,
        range,
        round,
        sorted,
        str,
        sum,
        tuple,
    )
}
_LISTED: Final[dict[str, Callable[..., Any]]] = {
    "zip": lambda *rows: list(zip(*rows, strict=False)),
    "reversed": lambda row: list(reversed(row)),
    "enumerate": lambda row, start=0: list(enumerate(row, start)),
}
_METHODS: Final = frozenset(
    (
        *("upper", "lower", "strip", "isdigit", "isalpha", "isupper", "islower", "isalnum", "startswith", "endswith"),
        *("count", "find", "index", "split", "join", "title", "capitalize", "get", "keys", "values", "items"),
    )
)
_PLAIN: Final = (int, float, str, bool, type(None), Fraction)
_KNOWN: Final = (*_PLAIN, list, tuple, dict, range)


class NoValue(Exception):
    """An expression is not worked out here."""


def worth(node: ast.expr, look: Look) -> Any:
    """The value of an expression. Raises `NoValue` for what is not worked out, or has no value."""
    try:
        return _known(_worth(node, look))
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
        raise NoValue(str(error)) from None


def _known(value: Any) -> Any:
    if type(value) not in _KNOWN or (isinstance(value, int) and abs(value) > LARGEST):
        raise NoValue(f"a value of {type(value).__name__}")
    if isinstance(value, (str, list, tuple, dict, range)) and len(value) > MOST_ITEMS:
        raise NoValue("a long value")
    return value


def _worth(node: ast.expr, look: Look) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return _known(look(node.id))
    if isinstance(node, ast.BinOp):
        return _operation(node, look)
    if isinstance(node, ast.UnaryOp):
        inner = worth(node.operand, look)
        return not inner if isinstance(node.op, ast.Not) else -inner if isinstance(node.op, ast.USub) else _refuse(node)
    if isinstance(node, ast.Compare):
        return _comparison(node, look)
    if isinstance(node, ast.BoolOp):
        value: Any = None
        for part in node.values:
            value = worth(part, look)
            if bool(value) is isinstance(node.op, ast.Or):
                break
        return value
    if isinstance(node, ast.IfExp):
        return worth(node.body if worth(node.test, look) else node.orelse, look)
    if isinstance(node, ast.Subscript):
        return _part(node, look)
    if isinstance(node, ast.Call):
        return _call(node, look)
    if isinstance(node, (ast.List, ast.Tuple)) and not any(isinstance(part, ast.Starred) for part in node.elts):
        values = [worth(part, look) for part in node.elts]
        return values if isinstance(node, ast.List) else tuple(values)
    return _refuse(node)


def _refuse(node: ast.AST) -> Any:
    raise NoValue(f"a {type(node).__name__}")


def _operation(node: ast.BinOp, look: Look) -> Any:
    left, right = worth(node.left, look), worth(node.right, look)
    if isinstance(node.op, ast.Pow):
        small = isinstance(left, int) and isinstance(right, int) and 0 <= right <= 64 and abs(left) <= 10**6
        return left**right if small else _refuse(node)
    if isinstance(left, str) and isinstance(node.op, ast.Mod):
        return _refuse(node)  # formatting
    if isinstance(node.op, ast.Mult) and not (isinstance(left, _PLAIN[:2]) and isinstance(right, _PLAIN[:2])):
        sizes = [part for part in (left, right) if isinstance(part, int)]
        if not sizes or sizes[0] > MOST_ITEMS:
            return left * right if isinstance(left, Fraction) or isinstance(right, Fraction) else _refuse(node)
    found = _BINARY.get(type(node.op))
    return _refuse(node) if found is None else found(left, right)


def _comparison(node: ast.Compare, look: Look) -> bool:
    left = worth(node.left, look)
    for sign, part in zip(node.ops, node.comparators, strict=True):
        right, found = worth(part, look), _COMPARE.get(type(sign))
        if found is None:
            return bool(_refuse(node))
        if not found(left, right):
            return False
        left = right
    return True


def _part(node: ast.Subscript, look: Look) -> Any:
    holder = worth(node.value, look)
    if isinstance(node.slice, ast.Slice):
        bounds = [
            None if bound is None else worth(bound, look)
            for bound in (node.slice.lower, node.slice.upper, node.slice.step)
        ]
        return holder[slice(*bounds)]
    return holder[worth(node.slice, look)]


def _call(node: ast.Call, look: Look) -> Any:
    if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
        return _refuse(node)
    function = node.func
    if isinstance(function, ast.Name) and (function.id in _FUNCTIONS or function.id in _LISTED):
        try:
            look(function.id)
        except NoValue:
            values = [worth(argument, look) for argument in node.args]
            if function.id == "str" and not isinstance(values[0], (int, str)):
                return _refuse(node)
            return (_LISTED.get(function.id) or _FUNCTIONS[function.id])(*values)
        return _refuse(node)  # the program's own
    if isinstance(function, ast.Attribute) and function.attr in _METHODS:
        holder = worth(function.value, look)
        values = [worth(argument, look) for argument in node.args]
        if type(holder) in (str, list, tuple, dict):
            found = getattr(holder, function.attr)(*values)
            return list(found) if function.attr in ("keys", "values", "items") else found
    return _refuse(node)
