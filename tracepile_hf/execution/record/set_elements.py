"""How an element of a set is written into the journal, and found again in the mirrored set.

Recorder and replay both code by `coded_element`, so that equal codes mean the same element. Codes have what never
changes (atoms, tuples, frozensets, numbers of the library, members of enums, frozen dataclasses) and objects with a
`__hash__` of the program, by their attributes at that moment. Where an object hashes by its address, the order of its
set is another one in every process: such an element has no code (`Untold`).
"""

from __future__ import annotations

import contextlib
import enum
import types
import zlib
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from tracepile_hf.execution.record.rules import MODULE

LONGEST_TEXT: Final = 200  # longer texts are in the journal by length and checksum
HUGE: Final = 10**600  # integers from here on are written in hexadecimal
ATOMS: Final = frozenset({int, bool, float, str, type(None)})
UNTOLD: Final = ["k"]  # in the place of an element that has no code
_SIMPLE: Final = frozenset({int, str})  # equal only if they are of one type
_DEEPEST: Final = 50
FEW: Final = 4  # so many atoms of a tuple or frozenset are written down themselves
_EXACT: Final = frozenset({int, str, bool, float, type(None)})
SIZED: Final = frozenset({list, tuple, dict, set, frozenset, bytes, bytearray})  # kinds written with their length
_name: Final[Any] = type.__dict__["__name__"].__get__  # what a class is called, without asking its metaclass
_arguments: Final[Any] = vars(BaseException)["args"].__get__
_crc: Final = zlib.crc32
_WRITTEN: Final = frozenset({bytes, complex, range, Fraction, Decimal})  # coded by their `repr`


class Untold(ValueError):
    """An element that has no code, or a code that does not say its value."""


def coded(value: Any) -> Any:
    """A value that is no part of a set as the recorder writes it: an atom, or its kind, with a length or a name."""
    kind = type(value)
    if kind is str:
        if len(value) <= LONGEST_TEXT:
            return value
        return ["s", len(value), _crc(value.encode("utf-8", "surrogatepass"))]
    if kind is int and not -HUGE < value < HUGE:
        return ["i", hex(value)]
    if kind in ATOMS:
        return value
    if kind in SIZED:
        if (kind is tuple or kind is frozenset) and len(value) <= FEW and _EXACT.issuperset(map(type, value)):
            parts = [["r", repr(part)] if type(part) is float else coded(part) for part in value]
            return ["t", parts] if kind is tuple else ["f", sorted(parts, key=ascii)]
        return ["k", _name(kind), len(value)]
    return ["k", _name(kind), _name(value)] if isinstance(value, type) else ["k", _name(kind)]


def coded_exception(error: Any) -> Any:
    """An exception that a handler caught: its kind and a checksum of its arguments. Runs no code of the program."""
    kind = type(error)
    if isinstance(error, (RecursionError, MemoryError)) or hasattr(kind, "exceptions"):
        return ["e", _name(kind)]
    parts = repr([coded(part) for part in _arguments(error)])
    return ["e", _name(kind), _crc(parts.encode("utf-8", "surrogatepass"))]


def coded_element(value: Any, depth: int = 0, inside: bool = False) -> Any:
    """An element of a set as the recorder writes it; `inside`: of an object. Raises Untold."""
    kind = type(value)
    if kind in ATOMS:
        return coded(value)
    if depth == _DEEPEST:
        raise Untold
    if kind is tuple:
        return ["t", [coded_element(part, depth + 1, inside) for part in value]]
    if kind is frozenset:
        return ["f", sorted([coded_element(part, depth + 1, inside) for part in value], key=ascii)]
    if kind in _WRITTEN:
        return ["r", kind.__name__, repr(value)]
    if issubclass(kind, enum.Enum):
        return ["e", kind.__name__, str(object.__getattribute__(value, "__dict__")["_name_"])]
    if not inside and _hashes_itself(kind):
        return ["x", kind.__name__, [[name, _coded_part(part, depth + 1)] for name, part in _attributes(value)]]
    return ["n", kind.__name__, [coded_element(part, depth + 1, inside) for part in _fields(value)]]


def _hashes_itself(kind: type) -> bool:
    """Whether the objects of a class hash by a method that the program wrote."""
    for base in kind.__mro__:
        if "__hash__" in base.__dict__:
            method = base.__dict__["__hash__"]
            generated = "__dataclass_params__" in base.__dict__ or type(method) is not types.FunctionType
            return not generated and bool(method.__module__ in ("__main__", MODULE))
    return False


def _attributes(value: Any) -> list[tuple[str, Any]]:
    """An object's attributes, read without asking the program's code."""
    kind = type(value)
    found = dict(object.__getattribute__(value, "__dict__")) if kind.__dictoffset__ else {}
    for base in kind.__mro__:
        for name, slot in base.__dict__.items():
            if type(slot) is types.MemberDescriptorType:
                with contextlib.suppress(AttributeError):
                    found[name] = slot.__get__(value)
    return sorted(found.items(), key=lambda item: item[0])


def _coded_part(value: Any, depth: int) -> Any:
    """An attribute's value: one that has no code says nothing about which object it is."""
    try:
        return coded_element(value, depth, True)
    except Untold:
        return UNTOLD


def _fields(value: Any) -> list[Any]:
    """What a named tuple or a frozen dataclass consists of, without asking the program's code. Raises Untold."""
    kind = type(value)
    if issubclass(kind, tuple):
        return list(tuple.__iter__(value))
    settings = kind.__dict__.get("__dataclass_params__")
    if settings is None or not (settings.frozen and settings.eq):
        raise Untold
    held = object.__getattribute__(value, "__dict__") if kind.__dictoffset__ else {}
    try:
        return [
            held[name] if name in held else types.MemberDescriptorType.__get__(kind.__dict__[name], value)
            for name in kind.__dict__["__dataclass_fields__"]
        ]
    except (KeyError, TypeError, AttributeError):
        raise Untold from None


def value_of(code: Any, depth: int = 0) -> Any:
    """The value that the code of an atom, a tuple or a frozenset says. Raises Untold."""
    if type(code) in ATOMS:
        return code
    if type(code) is not list or len(code) != 2 or depth == _DEEPEST:
        raise Untold
    letter, parts = code
    if letter == "i" and type(parts) is str:
        try:
            return int(parts, 16)
        except ValueError:
            raise Untold from None
    if letter not in ("t", "f") or type(parts) is not list:
        raise Untold
    values = [value_of(part, depth + 1) for part in parts]
    return tuple(values) if letter == "t" else frozenset(values)


class _Probe:
    """Finds the member of a set that is equal to a value."""

    __slots__ = ("found", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.found: Any = self

    def __hash__(self) -> int:
        return hash(self.value)

    def __eq__(self, other: object) -> bool:
        if self.value != other:
            return False
        self.found = other
        return True


def member(values: Any, code: Any) -> Any:
    """The one member of a set that a code says, found by its hash. Raises LookupError if none is, or Untold."""
    probe = _Probe(value_of(code))
    if probe not in values or ascii(coded_element(probe.found)) != ascii(code):
        raise LookupError
    return probe.found


def members(values: Any, codes: list[Any]) -> list[Any]:
    """The members of a set that the codes say, each at most once. Raises LookupError if there is none, or Untold."""
    if _SIMPLE.issuperset(map(type, values)) and _SIMPLE.issuperset(map(type, codes)):
        named = dict(zip(values, values, strict=True))
        if len(set(codes)) != len(codes):
            raise LookupError
        return [named[code] for code in codes]
    known = {ascii(coded_element(value)): value for value in values}
    if len(known) != len(values):
        raise Untold
    wanted = [ascii(code) for code in codes]
    if len(set(wanted)) != len(wanted):
        raise LookupError
    return [known[code] for code in wanted]
