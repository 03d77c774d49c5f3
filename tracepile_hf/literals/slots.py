"""Reading the parts of sympy's and other libraries' objects without running anything of their classes."""

from __future__ import annotations

import types
from typing import Any, Final

mro: Final = type.__dict__["__mro__"].__get__
class_vars: Final = type.__dict__["__dict__"].__get__
class_name: Final = type.__dict__["__name__"].__get__
MAX_BITS: Final = 13_000  # of an integer that is written in decimal (CPython refuses more than 4300 digits by default)
INTEGERS: Final = frozenset({"Integer", "Zero", "One", "NegativeOne"})
RATIONALS: Final = frozenset({"Rational", "Half"})


class Unwritable(Exception):
    """Too large, too deep, or not built as the library builds it."""


def kind_of(value: Any) -> str:
    """The name of the value's class."""
    return str(class_name(type(value)))


def slot(value: Any, name: str) -> Any:
    """A slot or instance attribute; for numbers that keep theirs in the class (0, 1, -1, 1/2), that constant."""
    for cls in mro(type(value)):
        member = class_vars(cls).get(name)
        if type(member) is types.MemberDescriptorType:
            try:
                return member.__get__(value)
            except AttributeError:  # declared, never set
                raise Unwritable from None
        if type(member) is int or type(member) is str:
            return member
        storage = class_vars(cls).get("__dict__")
        if type(storage) is types.GetSetDescriptorType and name in (found := storage.__get__(value)):
            return found[name]
    raise Unwritable


def arguments(value: Any) -> tuple[Any, ...]:
    """The parts of a sympy expression."""
    found = slot(value, "_args")
    if type(found) is not tuple:
        raise Unwritable
    return found


def whole(value: Any, name: str) -> int:
    """An integer in a slot."""
    found = slot(value, name)
    if type(found) is not int or int.bit_length(found) > MAX_BITS:
        raise Unwritable
    return found


def quotient(value: Any) -> tuple[int, int] | None:
    """Numerator and denominator of an exact number, else None."""
    kind = kind_of(value)
    if kind in INTEGERS:
        return whole(value, "p"), 1
    return (whole(value, "p"), whole(value, "q")) if kind in RATIONALS else None


def word(value: Any, name: str) -> str:
    """A text in a slot."""
    found = slot(value, name)
    if type(found) is not str:
        raise Unwritable
    return found


def floating(value: Any) -> float:
    """The number in a sympy Float; digits beyond a double's are lost."""
    parts = slot(value, "_mpf_")
    if type(parts) is not tuple or len(parts) != 4:
        raise Unwritable
    negative, mantissa, exponent, _ = parts
    if type(mantissa) is not int or type(exponent) is not int or abs(exponent) > 900 or mantissa >= 2**900:
        raise Unwritable
    if mantissa == 0 and exponent != 0:  # infinities and nan
        raise Unwritable
    size = mantissa * 2.0**exponent
    return -size if negative else size
