"""What the slots of a wording are worth: small expressions over plain values, without `eval`.

Numbers, texts, lists and the like, arithmetic, comparisons, indices and a few builtins; anything else is Unsayable. A
glossary may come from anywhere, so what an expression may cost is bounded.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sized
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from tracepile_hf.errors import LiteralError
from tracepile_hf.places import Held

_LARGE: Final = 10**40  # a number beyond it, or its exponent beyond 64, is not worked with
_LONG: Final = 10_000  # items
_SIGNS: Final[dict[type[ast.AST], Callable[..., Any]]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.USub: operator.neg, ast.UAdd: operator.pos,
    ast.BitAnd: operator.and_, ast.BitOr: operator.or_, ast.BitXor: operator.xor,
    ast.Not: operator.not_, ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.In: lambda a, b: a in b, ast.NotIn: lambda a, b: a not in b,
    ast.Is: operator.is_, ast.IsNot: operator.is_not,
}  # fmt: skip
_CALLS: Final[dict[str, Callable[..., Any]]] = {
    one.__name__: one
    for one in (abs, len, max, min, sum, sorted, str, int, list, tuple, set, divmod, round, bool, ord, chr)
}  # fmt: skip
_FAULTS: Final = (TypeError, ValueError, LookupError, ArithmeticError, LiteralError, AttributeError)


class Unsayable(ValueError):
    """A wording has a slot without a value, or one that has no words."""


def worth(expression: str, names: Mapping[str, Any]) -> Any:
    """The value of an expression over what names hold. Raises Unsayable."""
    try:
        return _of(_parsed(expression), names)
    except _FAULTS as error:
        raise Unsayable(f"{expression} has no value: {error}") from error


@lru_cache(maxsize=4096)
def _parsed(expression: str) -> ast.expr:
    return ast.parse(expression.strip(), mode="eval").body


def _of(node: ast.expr, names: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            held = names[node.id]
            return held.value if isinstance(held, Held) else held
        case ast.Subscript():
            holder = _of(node.value, names)
            if isinstance(node.slice, ast.Slice):
                bounds = (node.slice.lower, node.slice.upper, node.slice.step)
                return holder[slice(*(None if bound is None else _of(bound, names) for bound in bounds))]
            return holder[_of(node.slice, names)]
        case ast.BinOp():
            left, right = _of(node.left, names), _of(node.right, names)
            return _bounded(_power(left, right) if isinstance(node.op, ast.Pow) else _combined(node.op, left, right))
        case ast.UnaryOp():
            return _SIGNS[type(node.op)](_of(node.operand, names))
        case ast.BoolOp():
            value: Any = None
            for part in node.values:
                value = _of(part, names)
                if bool(value) != isinstance(node.op, ast.And):
                    return value
            return value
        case ast.Compare():
            left = _of(node.left, names)
            for sign, part in zip(node.ops, node.comparators, strict=True):
                right = _of(part, names)
                if not _SIGNS[type(sign)](left, right):
                    return False
                left = right
            return True
        case ast.IfExp():
            return _of(node.body if _of(node.test, names) else node.orelse, names)
        case ast.List():
            return [_of(part, names) for part in node.elts]
        case ast.Tuple():
            return tuple(_of(part, names) for part in node.elts)
        case ast.Call(func=ast.Name(id=name), keywords=[]):
            given = [_of(part, names) for part in node.args]
            return Fraction(*given) if name == "Fraction" else _CALLS[name](*given)
        case _:
            raise ValueError(f"a {type(node).__name__} is not worked out")


def _combined(sign: ast.operator, left: Any, right: Any) -> Any:
    if isinstance(sign, ast.Mult) and not all(isinstance(part, (int, float, Fraction)) for part in (left, right)):
        raise ValueError("expected numbers to multiply")
    return _SIGNS[type(sign)](left, right)


def _power(left: Any, right: Any) -> Any:
    if not isinstance(right, int) or abs(right) > 64:
        raise ValueError("expected a small exponent")
    return left**right


def _bounded(value: Any) -> Any:
    if isinstance(value, (int, Fraction)) and not -_LARGE < value < _LARGE:
        raise ValueError("the number is too large")
    if isinstance(value, Sized) and len(value) > _LONG:
        raise ValueError("it is too long")
    return value
