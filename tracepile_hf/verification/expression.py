"""Expressions evaluated over literals, without `eval`: pure operators, pure builtins, pure methods, small sizes.

What a program's own classes and functions would do is not guessed: such an expression is `Unknown` unless the trace has
its value. Every evaluation is bounded, because the expression comes from a text that nobody has checked yet.
"""

from __future__ import annotations

import ast
import operator
import re
from collections import deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from tracepile_hf.errors import LiteralError
from tracepile_hf.literals import Instance, Opaque
from tracepile_hf.verification import state
from tracepile_hf.verification.places import PlaceError, fetch
from tracepile_hf.verification.state import Unknown

MAX_BITS: Final = 50_000
MAX_ITEMS: Final = 100_000
MAX_NODES: Final = 400
_PLAIN: Final = (int, float, complex, str, bytes, bool, type(None), Fraction, Decimal)
_STRANGERS: Final = (Instance, Opaque)

Resolve = Callable[[ast.expr], Any]  # value of a name, attribute, subscript or call; raises Unknown

_BINARY: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
}
_UNARY: Final[dict[type[ast.unaryop], Callable[[Any], Any]]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
}
_COMPARE: Final[dict[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_PURE: Final[dict[str, Callable[..., Any]]] = {
    f.__name__: f
    for f in (abs, all, any, bin, bool, chr, dict, divmod, float, frozenset, hex, int, len, list, max, min, oct, ord)
} | {f.__name__: f for f in (range, reversed, round, set, sorted, str, sum, tuple, zip, enumerate, complex)}
_ORDER_FREE: Final = frozenset({"len", "sorted", "set", "frozenset", "max", "min", "any", "all", "bool"})
_METHODS: Final[dict[type, frozenset[str]]] = {
    str: frozenset(
        [
            "count",
            "find",
            "rfind",
            "index",
            "rindex",
            "startswith",
            "endswith",
            "upper",
            "lower",
            "strip",
            "lstrip",
            "rstrip",
            "split",
            "rsplit",
            "join",
            "isdigit",
            "isalpha",
            "isupper",
            "islower",
            "isalnum",
            "isspace",
            "isdecimal",
            "isnumeric",
            "isidentifier",
            "istitle",
            "title",
            "capitalize",
            "swapcase",
            "casefold",
            "partition",
            "rpartition",
            "splitlines",
            "removeprefix",
            "removesuffix",
        ]
    ),
    list: frozenset({"count", "index", "copy"}),
    tuple: frozenset({"count", "index"}),
    dict: frozenset({"get", "keys", "values", "items", "copy"}),
    set: frozenset(
        {"union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint"}
    ),
    frozenset: frozenset({"union", "intersection", "difference", "issubset", "issuperset", "isdisjoint"}),
    int: frozenset({"bit_length"}),
}
_OURS: Final = (LiteralError, PlaceError)
_FORMAT: Final = re.compile(r"%[-+ #0]*[0-9]{0,2}(?:\.[0-9]{0,2})?[diouxXeEfFgGcsr%]")
_FAULTS: Final = (
    *_OURS, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError
)  # fmt: skip


@lru_cache(maxsize=16384)
def parse_expression(text: str) -> ast.expr | None:
    """The tree of an expression; None if it is none, or a very large one."""
    if len(text) > 10_000:
        return None
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@lru_cache(maxsize=16384)
def normal(text: str) -> str:
    """The expression as `ast.unparse` writes it; `text` itself if it does not parse."""
    tree = parse_expression(text)
    return text if tree is None else written(tree)


def written(node: ast.AST) -> str:
    """`ast.unparse`, remembered on the node: trees of texts are shared and asked for again."""
    known: str | None = getattr(node, "_written", None)
    if known is None:
        known = ast.unparse(node)
        node._written = known  # type: ignore[attr-defined]  # nodes take attributes; this one is ours
    return known


@lru_cache(maxsize=16384)
def is_place(text: str, plain: bool = False) -> bool:
    """Whether an expression is a name or a part of what a name holds: `x`, `x[i + 1]`, `self.head.next`.

    `plain`: with nothing in brackets but literals and names, so that it can be named without being computed.
    """
    node = parse_expression(text)
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        if plain and isinstance(node, ast.Subscript) and not (isinstance(node.slice, ast.Name) or _is_key(node.slice)):
            return False
        node = node.value
    return isinstance(node, ast.Name)


def _is_key(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(_is_key(item) for item in node.elts)
    return isinstance(node, ast.Constant)


def collect_certain(node: ast.AST, found: set[str]) -> None:
    """Adds what is evaluated with `node` whatever its parts are worth."""
    if isinstance(node, ast.expr):
        found.add(written(node))
    if isinstance(node, ast.IfExp):
        collect_certain(node.test, found)
    elif isinstance(node, ast.BoolOp):
        collect_certain(node.values[0], found)
    elif isinstance(node, ast.Compare):
        collect_certain(node.left, found)
        collect_certain(node.comparators[0], found)
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        collect_certain(node.generators[0].iter, found)
    elif not isinstance(node, ast.Lambda):
        for child in ast.iter_child_nodes(node):
            collect_certain(child, found)


def evaluate(node: ast.expr, resolve: Resolve) -> Any:
    """The value of an expression; names, attributes, subscripts and calls are asked of `resolve` first.

    `resolve` may raise `Unknown` for a subscript, an attribute or a pure call: then its parts are evaluated. Raises
    `Unknown` for what is not evaluated here.
    """
    return _Evaluation(resolve).of(node)


class _Evaluation:
    """One evaluation with its budget."""

    def __init__(self, resolve: Resolve) -> None:
        self.resolve = resolve
        self.left = MAX_NODES

    def of(self, node: ast.expr) -> Any:
        self.left -= 1
        if self.left < 0:
            raise Unknown("the expression is too large")
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise Unknown(f"a {type(node).__name__} is not evaluated")
        try:
            return handler(self, node)
        except _FAULTS as error:
            raise Unknown(f"{written(node)} has no value ({type(error).__name__})") from None

    def constant(self, node: ast.Constant) -> Any:
        return node.value

    def name(self, node: ast.Name) -> Any:
        return self.resolve(node)

    def attribute(self, node: ast.Attribute) -> Any:
        try:
            return self.resolve(node)
        except Unknown:
            return fetch(self.of(node.value), (True, node.attr))

    def subscript(self, node: ast.Subscript) -> Any:
        try:
            return self.resolve(node)
        except Unknown:
            holder = self.of(node.value)
        if isinstance(node.slice, ast.Slice):
            parts = (node.slice.lower, node.slice.upper, node.slice.step)
            bounds = [None if part is None else self.of(part) for part in parts]
            if isinstance(holder, (*_STRANGERS, deque)):
                raise Unknown("such a slice is not evaluated")
            return holder[slice(*bounds)]
        return fetch(holder, (False, self.of(node.slice)))

    def call(self, node: ast.Call) -> Any:
        try:
            return self.resolve(node)
        except Unknown as error:
            unknown = error
        arguments = [self.of(argument) for argument in node.args]
        keywords = {word.arg: self.of(word.value) for word in node.keywords if word.arg}
        if len(keywords) != len(node.keywords):
            raise unknown
        if isinstance(node.func, ast.Name) and node.func.id in _PURE and not self._is_shadowed(node.func):
            return _call_pure(node.func.id, arguments, keywords)
        if isinstance(node.func, ast.Attribute) and not keywords:
            return _call_method(self.of(node.func.value), node.func.attr, arguments)
        raise unknown

    def _is_shadowed(self, name: ast.Name) -> bool:
        try:
            self.resolve(name)
        except state.Opaque:
            return True
        except Unknown:
            return False
        return True

    def binary(self, node: ast.BinOp) -> Any:
        left, right = self.of(node.left), self.of(node.right)
        if isinstance(left, _STRANGERS) or isinstance(right, _STRANGERS):
            raise Unknown("a program's own operator is not evaluated")
        _refuse_large(type(node.op), left, right)
        operation = _BINARY.get(type(node.op))
        if operation is None:
            raise Unknown("such an operator is not evaluated")
        return operation(left, right)

    def unary(self, node: ast.UnaryOp) -> Any:
        value = self.of(node.operand)
        if isinstance(value, _STRANGERS):
            raise Unknown("a program's own operator is not evaluated")
        return _UNARY[type(node.op)](value)

    def boolean(self, node: ast.BoolOp) -> Any:
        value = None
        for part in node.values:
            value = self.of(part)
            if is_true(value) is isinstance(node.op, ast.Or):
                break
        return value

    def compare(self, node: ast.Compare) -> Any:
        left = self.of(node.left)
        for sign, part in zip(node.ops, node.comparators, strict=True):
            right = self.of(part)
            if not compare(type(sign), left, right):
                return False
            left = right
        return True

    def choice(self, node: ast.IfExp) -> Any:
        return self.of(node.body if is_true(self.of(node.test)) else node.orelse)

    def row(self, node: ast.List | ast.Tuple | ast.Set) -> Any:
        values = [self.of(item) for item in node.elts]
        return {ast.List: list, ast.Tuple: tuple, ast.Set: set}[type(node)](values)

    def mapping(self, node: ast.Dict) -> Any:
        if None in node.keys:
            raise Unknown("** in a dict is not evaluated")
        return {
            self.of(key): self.of(value) for key, value in zip(node.keys, node.values, strict=True) if key is not None
        }


_HANDLERS: Final[dict[type, Callable[[_Evaluation, Any], Any]]] = {
    ast.Constant: _Evaluation.constant,
    ast.Name: _Evaluation.name,
    ast.Attribute: _Evaluation.attribute,
    ast.Subscript: _Evaluation.subscript,
    ast.Call: _Evaluation.call,
    ast.BinOp: _Evaluation.binary,
    ast.UnaryOp: _Evaluation.unary,
    ast.BoolOp: _Evaluation.boolean,
    ast.Compare: _Evaluation.compare,
    ast.IfExp: _Evaluation.choice,
    ast.List: _Evaluation.row,
    ast.Tuple: _Evaluation.row,
    ast.Set: _Evaluation.row,
    ast.Dict: _Evaluation.mapping,
}


def is_true(value: Any) -> bool:
    """Truth of a value. Raises `Unknown` where a program's class might decide."""
    if isinstance(value, _STRANGERS):
        raise Unknown("the truth of a program's own object is not evaluated")
    return bool(value)


def compare(sign: type[ast.cmpop], left: Any, right: Any) -> bool:
    """One comparison, `is` only against None, True and False. Raises `Unknown` where a program's class might decide."""
    if sign in (ast.Is, ast.IsNot):
        if not any(side is single for side in (left, right) for single in (None, True, False)):
            raise Unknown("identity is not evaluated")
        return (left is right) is (sign is ast.Is)
    if _holds_strangers(left) or _holds_strangers(right):
        raise Unknown("a program's own comparison is not evaluated")
    return bool(_COMPARE[sign](left, right))


def _holds_strangers(value: Any) -> bool:
    if isinstance(value, _STRANGERS):
        return True
    if isinstance(value, (list, tuple, set, frozenset, deque)):
        return any(isinstance(item, _STRANGERS) for item in value)
    return isinstance(value, dict) and any(isinstance(item, _STRANGERS) for item in (*value, *value.values()))


def _refuse_large(operation: type[ast.operator], left: Any, right: Any) -> None:
    if operation is ast.Pow and isinstance(left, int) and isinstance(right, int):
        if left.bit_length() * max(right, 0) > MAX_BITS:
            raise Unknown("the power is too large")
    elif operation is ast.Pow and isinstance(left, (Fraction, Decimal)):
        raise Unknown("such a power is not evaluated")
    elif operation is ast.LShift and isinstance(right, int) and right > MAX_BITS:
        raise Unknown("the shift is too large")
    elif operation is ast.Mult:
        for count, items in ((left, right), (right, left)):
            if isinstance(count, int) and isinstance(items, (str, bytes, list, tuple)):
                if count * len(items) > MAX_ITEMS:
                    raise Unknown("the row is too long")
            elif isinstance(count, int) and count.bit_length() > MAX_BITS:
                raise Unknown("the product is too large")
    elif operation is ast.Mod and isinstance(left, str):
        if "%" in _FORMAT.sub("", left) or _holds_strangers(right):
            raise Unknown("such formatting is not evaluated")
    elif operation is ast.Mod and isinstance(left, bytes):
        raise Unknown("formatting of bytes is not evaluated")


def _call_pure(name: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
    if any(_holds_strangers(argument) for argument in arguments) and name not in ("len", "list", "tuple"):
        raise Unknown(f"{name} of a program's own objects is not evaluated")
    if any(isinstance(argument, Instance) for argument in arguments):
        raise Unknown(f"{name} of a program's own object is not evaluated")
    if name not in _ORDER_FREE and any(isinstance(argument, (set, frozenset)) for argument in arguments):
        raise Unknown("the order of a set is not known")
    if set(keywords) - {"reverse", "default", "start"}:
        raise Unknown(f"{name} with such arguments is not evaluated")
    if any(isinstance(argument, range) and len(argument) > MAX_ITEMS for argument in arguments):
        raise Unknown("the range is too long")
    if name == "str" and not all(isinstance(argument, (int, str)) for argument in arguments):
        raise Unknown("str of such a value is not evaluated")
    if name == "int" and any(isinstance(argument, str) and len(argument) > 4000 for argument in arguments):
        raise Unknown("the number is too long")
    value = _PURE[name](*arguments, **keywords)
    if isinstance(value, (zip, enumerate)) or name == "reversed":
        value = list(value)
    return value


def _call_method(holder: Any, name: str, arguments: list[Any]) -> Any:
    if name not in _METHODS.get(type(holder), ()):
        raise Unknown(f"the method {name} is not evaluated")
    if any(_holds_strangers(argument) for argument in [holder, *arguments]):
        raise Unknown(f"{name} of a program's own objects is not evaluated")
    if name == "join" and any(isinstance(argument, (set, frozenset)) for argument in arguments):
        raise Unknown("the order of a set is not known")
    return getattr(holder, name)(*arguments)
