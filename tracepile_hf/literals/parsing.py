"""`parse`: the value of a literal, read from its syntax tree without `eval`."""

from __future__ import annotations

import ast
import datetime
import json
import re
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from tracepile_hf.errors import LiteralError
from tracepile_hf.literals.plans import MAX_DIGITS
from tracepile_hf.literals.standins import Factory, Instance, Member, has_stand_in

MAX_TEXT: Final = 2_000_000  # characters that `parse` accepts: an AST node costs about 200 bytes
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT: Final = re.compile(r"-?[0-9]+\.[0-9]+(?:e[+-][0-9]+)?")
_PLAIN_TEXT: Final = re.compile(r"'[ -&(-\[\]-~]*'")  # printable ASCII without quote and backslash
_NUMBERS_ONLY: Final = re.compile(r"[\[\]0-9, \-]+")
_CONSTANTS: Final[dict[str, Any]] = {
    "None": None,
    "True": True,
    "False": False,
    "nan": float("nan"),
    "inf": float("inf"),
    "nanj": complex(0.0, float("nan")),
    "infj": complex(0.0, float("inf")),
    "Ellipsis": ...,
    "NotImplemented": NotImplemented,
}
_TYPES: Final[dict[str, Any]] = {
    kind.__name__: kind
    for kind in (int, float, bool, str, bytes, complex, list, tuple, dict, set, frozenset, deque, Counter, OrderedDict)
}
_SOURCES: Final = frozenset({"array", "collections", "datetime", "decimal", "fractions", "math"})
_MOMENTS: Final[dict[str, Any]] = {
    "datetime.datetime": datetime.datetime,
    "datetime.date": datetime.date,
    "datetime.time": datetime.time,
    "datetime.timedelta": datetime.timedelta,
    "datetime.timezone": datetime.timezone,
}


def parse(text: str) -> Any:
    """The value of a literal. Objects of unknown classes become `Instance`, enum members `Member`.

    Raises `LiteralError` for anything else: expressions, `<...>`, more than `MAX_TEXT` characters, repeated keys.
    """
    text = text.strip()
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) > MAX_TEXT:
        raise LiteralError(f"expected a literal of at most {MAX_TEXT} characters, got {len(text)}")
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= 600 else _long_integer(text)
    if _PLAIN_TEXT.fullmatch(text):
        return text[1:-1]
    if _FLOAT.fullmatch(text):
        return float(text)
    if _NUMBERS_ONLY.fullmatch(text):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            pass  # a trailing comma, a very long integer: the full parser decides
    try:
        return _value(ast.parse(text, mode="eval").body)
    except LiteralError as error:
        raise LiteralError(f"{error} in {_excerpt(text)}") from None
    except (SyntaxError, ValueError, TypeError, ArithmeticError, MemoryError, RecursionError) as error:
        raise LiteralError(f"expected a literal, got {_excerpt(text)} ({type(error).__name__})") from None


def is_value(text: str) -> bool:
    """Whether `parse` can read `text`."""
    try:
        parse(text)
    except LiteralError:
        return False
    return True


def is_argument(text: str) -> bool:
    """Whether `text` is a value that a program can be given: `is_value`, and nothing in it is known by name only."""
    try:
        return not has_stand_in(parse(text))
    except LiteralError:
        return False


def _excerpt(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:77] + "...")


def _long_integer(text: str) -> int:
    digits = text.lstrip("-")
    if len(digits) > MAX_DIGITS:
        raise LiteralError(f"expected at most {MAX_DIGITS} digits, got {len(digits)}")
    value = 0
    first = len(digits) % 600
    for block in (digits[:first], *(digits[at : at + 600] for at in range(first, len(digits), 600))):
        value = value * 10 ** len(block) + int(block or "0")
    return -value if text.startswith("-") else value


def _value(node: ast.expr) -> Any:
    reader = _READERS.get(type(node))
    if reader is None:
        raise LiteralError(f"expected a literal, got a {type(node).__name__}")
    return reader(node)


def _name(node: ast.Name) -> Any:
    if node.id not in _CONSTANTS:
        raise LiteralError(f"expected a literal, got the name {node.id}")
    return _CONSTANTS[node.id]


def _signed(node: ast.UnaryOp) -> Any:
    value = _value(node.operand)
    if type(value) not in (int, float, complex) or type(node.op) not in (ast.USub, ast.UAdd):
        raise LiteralError("expected a sign before a number")
    if type(node.op) is ast.UAdd:
        return value
    if type(value) is complex:
        return complex(value.real, -value.imag)  # repr writes complex(0, -1) as -1j
    return -value


def _complex(node: ast.BinOp) -> complex:
    """`(-0-1j)`: the sign of a zero is kept, which Python's own arithmetic would lose."""
    left, right = _value(node.left), _value(node.right)
    if type(left) not in (int, float) or type(right) is not complex or type(node.op) not in (ast.Add, ast.Sub):
        raise LiteralError("expected a literal, got arithmetic")
    negative_zero = left == 0 and type(node.left) is ast.UnaryOp and type(node.left.op) is ast.USub
    real = -0.0 if negative_zero else float(left)
    return complex(real, right.imag if type(node.op) is ast.Add else -right.imag)


def _mapping(node: ast.Dict) -> dict[Any, Any]:
    if None in node.keys:
        raise LiteralError("expected a literal, got ** in a dict")
    value = {_value(key): _value(item) for key, item in zip(node.keys, node.values, strict=True) if key is not None}
    if len(value) != len(node.keys):
        raise LiteralError("expected different keys, got equal ones")
    return value


def _elements(node: ast.Set) -> set[Any]:
    value = {_value(item) for item in node.elts}
    if len(value) != len(node.elts):
        raise LiteralError("expected different elements, got equal ones")
    return value


def _dotted(node: ast.expr) -> str:
    if type(node) is ast.Name:
        return node.id
    if type(node) is ast.Attribute:
        return f"{_dotted(node.value)}.{node.attr}"
    raise LiteralError(f"expected a name, got a {type(node).__name__}")


def _attribute(node: ast.Attribute) -> Any:
    name = _dotted(node)
    if name == "datetime.timezone.utc":
        return datetime.timezone.utc
    owner, _, member = name.rpartition(".")
    if owner == "math" and member in ("inf", "nan"):
        return _CONSTANTS[member]
    if "." in owner:
        raise LiteralError(f"expected Class.MEMBER, got {name}")
    return Member(owner, member)


def _call(node: ast.Call) -> Any:
    name = _dotted(node.func)
    if name in _MOMENTS:
        return _MOMENTS[name](*map(_value, node.args), **_keywords(node))
    source, _, last = name.rpartition(".")
    if source:
        if source not in _SOURCES:
            raise LiteralError(f"expected a class name, got {name}")
        name = last
    if name == "defaultdict":
        return _read_defaultdict(node)
    positional = tuple(map(_value, node.args))
    fields = _keywords(node)
    build = _BUILDERS.get(name)
    if build is not None and (not fields or set(fields) == {"maxlen"}):
        return build(*positional, **fields)
    return Instance(name, fields, positional)


def _keywords(node: ast.Call) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for word in node.keywords:
        found = _value(word.value) if word.arg is None else {word.arg: _value(word.value)}
        if type(found) is not dict or any(type(name) is not str or name in fields for name in found):
            raise LiteralError("expected every attribute once, by name")
        fields.update(found)
    return fields


def _read_defaultdict(node: ast.Call) -> defaultdict[Any, Any]:
    if node.keywords or not 1 <= len(node.args) <= 2:
        raise LiteralError("expected defaultdict(factory, {...})")
    first = node.args[0]
    if type(first) is ast.Name:
        factory = None if first.id == "None" else _TYPES.get(first.id) or Factory(first.id)
    else:
        factory = None if _value(first) is None else Factory("...")
    items = _value(node.args[1]) if len(node.args) == 2 else {}
    return defaultdict(factory, items)


def _read_float(text: Any = 0.0) -> float:
    if type(text) is not str or text.lower().lstrip("+-") not in ("inf", "infinity", "nan"):
        raise LiteralError("expected float('inf'), float('-inf') or float('nan')")
    return float(text)


def _read_range(*bounds: Any) -> range:
    if not all(type(bound) is int for bound in bounds):
        raise LiteralError("expected whole numbers in a range")
    return range(*bounds)


def _read_fraction(*parts: Any) -> Fraction:
    if not all(type(part) is int for part in parts):  # Fraction('1e999999999') would not end
        raise LiteralError("expected whole numbers in a Fraction")
    return Fraction(*parts)


def _read_decimal(text: Any = "0") -> Decimal:
    if type(text) not in (str, int):
        raise LiteralError("expected Decimal('...')")
    return Decimal(text)


def _read_bytearray(data: Any = b"") -> bytearray:
    if type(data) is not bytes:  # bytearray(10**12) would take the memory
        raise LiteralError("expected bytearray(b'...')")
    return bytearray(data)


def _from_row(build: Callable[..., Any]) -> Callable[..., Any]:
    """A constructor that takes nothing or one container."""

    def read(items: Any = (), **fields: Any) -> Any:
        if type(items) not in (list, tuple, set, frozenset, dict, range) or (
            type(items) is range and len(items) > MAX_TEXT
        ):
            raise LiteralError(f"expected a container in {build.__name__}(...)")
        return build(items, **fields)

    return read


_BUILDERS: Final[dict[str, Callable[..., Any]]] = {
    "float": _read_float,
    "range": _read_range,
    "set": _from_row(set),
    "frozenset": _from_row(frozenset),
    "tuple": _from_row(tuple),
    "list": _from_row(list),
    "dict": _from_row(dict),
    "deque": _from_row(deque),
    "Counter": _from_row(Counter),
    "OrderedDict": _from_row(OrderedDict),
    "Fraction": _read_fraction,
    "Decimal": _read_decimal,
    "bytearray": _read_bytearray,
    "array": lambda code, items=(): array(code, items),
    "slice": lambda *parts: slice(*parts),
}
_READERS: Final[dict[type, Callable[[Any], Any]]] = {
    ast.Constant: lambda node: node.value,
    ast.Name: _name,
    ast.List: lambda node: [_value(item) for item in node.elts],
    ast.Tuple: lambda node: tuple([_value(item) for item in node.elts]),
    ast.Dict: _mapping,
    ast.Set: _elements,
    ast.UnaryOp: _signed,
    ast.BinOp: _complex,
    ast.Attribute: _attribute,
    ast.Call: _call,
}
