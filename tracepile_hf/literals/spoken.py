"""Values as a solution in words has them: `3 hours`, `$12.50`, `A, B and D`.

A form is one of FORMS, or else a unit: `$` and `EUR`-like signs by their own rules, `hour~hours` for words that have a
plural, any other text behind the number. What cannot be written in a form raises ValueError.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

_ORDINALS: Final = {1: "st", 2: "nd", 3: "rd"}
_ROWS: Final = (list, tuple, deque, range)
_SETS: Final = (set, frozenset)


def say(value: Any, form: str = "") -> str:
    """A value in words, in a form."""
    if not form:
        return _plain(value)
    if form in FORMS:
        return FORMS[form](value)
    return _with_unit(value, form)


def number(value: Any) -> str:
    """A number as it is written by hand: `12`, `2.5`, `3/4`. ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Fraction)):
        raise ValueError(f"expected a number, got {value!r}")
    if isinstance(value, float):
        if value != value or abs(value) >= 1e15 or (value and abs(value) < 1e-4):
            raise ValueError(f"expected a number that is written without an exponent, got {value!r}")
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)


def listing(parts: Iterable[Any], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; `none` for nothing."""
    *before, final = [*map(_part, parts)] or ["none"]
    return f"{', '.join(before)} {last} {final}" if before else final


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return ", ".join(f"{_part(key)}: {_part(held)}" for key, held in value.items()) or "none"
    if isinstance(value, _SETS):
        return listing(_sorted(value))
    if isinstance(value, _ROWS):
        return listing(value)
    return number(value)


def _part(value: Any) -> str:
    """A value inside of a list."""
    if isinstance(value, _ROWS):
        return f"({', '.join(map(_part, value))})"
    return _plain(value)


def _sorted(value: Iterable[Any]) -> list[Any]:
    try:
        return sorted(value)
    except TypeError:
        raise ValueError(f"expected things that have an order, got {value!r}") from None


def _with_unit(value: Any, unit: str) -> str:
    if unit in ("$", "\u20ac", "\u00a3"):
        text = number(value)
        whole, dot, cents = text.partition(".")
        if len(cents) > 2 or "/" in text:
            raise ValueError(f"expected an amount in whole cents, got {text}")
        sign = "-" if text.startswith("-") else ""
        return f"{sign}{unit}{whole.removeprefix('-')}{dot}{cents.ljust(2, '0') if dot else ''}"
    text = number(value)
    if unit == "%":
        return f"{text}%"
    if "~" in unit:
        singular, _, plural = unit.partition("~")
        return f"{text} {singular if text == '1' else plural}"
    return f"{text} {unit}"


def _cents(value: Any) -> str:
    if isinstance(value, Fraction) and value.denominator == 1:
        value = int(value)
    if isinstance(value, float) and value == int(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"expected whole cents, got {value!r}")
    whole, rest = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}${whole}" + (f".{rest:02d}" if rest else "")


def _dollars(value: Any) -> str:
    text = _cents(value)
    return text if "." in text else f"{text}.00"


def _ordinal(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"expected a whole number, got {value!r}")
    return f"{value}{'th' if value % 100 in (11, 12, 13) else _ORDINALS.get(value % 10, 'th')}"


def _fraction(value: Any) -> str:
    """As LaTeX has it: `\\frac{3}{4}`."""
    found = Fraction(number(value))
    if found.denominator == 1:
        return str(found)
    return f"{'-' if found < 0 else ''}\\frac{{{abs(found.numerator)}}}{{{found.denominator}}}"


def _clock(value: Any) -> str:
    """Minutes since midnight: `7:05`."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"expected minutes, got {value!r}")
    return f"{value // 60 % 24}:{value % 60:02d}"


def _row(value: Any) -> list[str]:
    if isinstance(value, _SETS):
        value = _sorted(value)
    if isinstance(value, Mapping):
        value = list(value)
    if isinstance(value, str):
        return list(value)
    if not isinstance(value, _ROWS):
        raise ValueError(f"expected several things, got {value!r}")
    return [_part(each) for each in value]


def _joined(sign: str, empty: str = "none") -> Callable[[Any], str]:
    return lambda value: sign.join(_row(value)) or empty


FORMS: Final[dict[str, Callable[[Any], str]]] = {
    "and": lambda value: listing(_row(value)),
    "or": lambda value: listing(_row(value), "or"),
    "comma": _joined(", "),
    "joined": _joined("", "nothing"),
    "spaced": _joined(" ", "nothing"),
    "arrow": _joined(" -> "),
    "dash": _joined("-"),
    "sum": _joined(" + ", "0"),
    "product": _joined(" * ", "1"),
    "set": lambda value: "{" + ", ".join(_row(value)) + "}",
    "list": lambda value: "[" + ", ".join(_row(value)) + "]",
    "quoted": lambda value: f'"{_plain(value)}"',
    "ordinal": _ordinal,
    "dollars": _dollars,  # of cents: $12.00
    "money": _cents,  # of cents: $12.50
    "frac": _fraction,
    "clock": _clock,
    "title": lambda value: _plain(value)[:1].upper() + _plain(value)[1:],
    "true": lambda value: "true" if value else "false",
}
