"""Which literals can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tracepile_hf.places import is_told

LONG_VALUE: Final = 120  # characters of a literal beyond which it is not told in passing
LONG_CLAUSE: Final = 420  # characters of a clause beyond which a shorter way of saying it is looked for

_TEXT: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_CLASS: Final = re.compile(r"(?<!\w)([A-Za-z_][\w.]*)\(|(?<!\w)[A-Za-z_]\w*\.[A-Za-z_]")
_COMPARED: Final = frozenset(  # classes whose values compare as their literals say
    (
        *("deque", "Counter", "OrderedDict", "defaultdict", "set", "frozenset", "range", "bytearray", "float", "array"),
        *("Fraction", "Decimal", "datetime.datetime", "datetime.date", "datetime.time", "datetime.timedelta"),
        *("Integer", "Rational", "Float", "sympify", "float16", "float32", "float64"),
        *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)),
    )
)
_WORKED_OUT: Final = frozenset(("set", "frozenset", "range", "float", "Fraction", "Decimal"))


def is_object(literal: str) -> bool:
    """Whether there is an object of a class in a value of which the literal does not tell how it compares."""
    if "(" not in literal and "." not in literal:
        return False
    return any(match[1] not in _COMPARED for match in _CLASS.finditer(_TEXT.sub("''", literal)))


def is_closed(literal: str) -> bool:
    """Whether an expression with this literal in it is none that the reader can work out: a call, a member."""
    if "`" in literal or ("j" in literal and "-" in literal and "j" in _TEXT.sub("", literal)):
        return True  # in backticks it would end too early; a zero's sign is lost when `(1-0j)` is worked out
    if "(" not in literal and "." not in literal:
        return False
    return any(match[1] not in _WORKED_OUT for match in _CLASS.finditer(_TEXT.sub("''", literal)))


def untellable(values: Sequence[str], longest: int = LONG_VALUE) -> set[int | str]:
    """The positions of values that have no literal, or one too long to tell in passing; "cut" if one is incomplete."""
    found: set[int | str] = {
        position for position, value in enumerate(values) if len(value) > longest or not is_told(value)
    }
    if any("<cut" in value and not is_told(value) for value in values):
        found.add("cut")
    return found
