"""`render` and `same`: quick paths for builtin atoms and rows of them, one careful writer for everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, Final

from tracepile_hf.literals.plans import DECIMAL_DIGITS, LEAVES, SMALL, is_name, writer_of

LIMIT: Final = 2000  # characters of a rendered value before it is cut
MAX_DEPTH: Final = 90  # CPython's parser gives up at 200 open brackets; an object costs two of them
_EVERYTHING: Final = 50_000_000  # the limit of `same`


def render(value: object, limit: int = LIMIT) -> str:
    """The literal of `value`, deterministic and free of addresses; cut, visibly, after about `limit` characters."""
    kind = type(value)
    if kind is int and -SMALL < value < SMALL:  # type: ignore[operator]  # `kind is int` does not narrow
        return repr(value)
    quick = _QUICK.get(id(kind))
    if quick is not None:
        text = quick(value, limit)
        if text is not None:
            return text
    try:
        return Writer().text(value, limit)
    except RecursionError:  # called close to the program's own recursion limit
        return "<cut: no stack left>"


def same(a: object, b: object) -> bool:
    """Whether two values are the same for a reader: equal, of equal types throughout, nan being the same as nan.

    Stricter than `==` (1, 1.0 and True differ, so do 0.0 and -0.0) except for nan and the order of dict keys.
    """
    kind = type(a)
    if kind is type(b) and id(kind) in _PLAIN_IDS:
        return a == b
    return exactly(a) == exactly(b)


def exactly(value: object) -> str:
    """Text that is equal for two values exactly when `same` calls them so."""
    return Writer(canonical=True).text(value, _EVERYTHING)


# Rendering, quickly: whole values whose parts are builtin atoms go through repr in one C call.


def _quick_text(value: str, limit: int) -> str | None:
    return repr(value) if len(value) <= limit else None


def _quick_row(value: Any, limit: int) -> str | None:
    """Lists and tuples of numbers or of strings, and of rows of numbers."""
    if 3 * len(value) > limit:  # an element and the comma after it take three characters or more
        return None
    if _NUMBER_IDS.issuperset(map(id, map(type, value))):
        return _whole(value, limit)
    kinds = set(map(id, map(type, value)))
    if kinds == _STR_ID:
        return _whole(value, limit) if sum(map(len, value)) <= limit else None
    if (
        kinds <= _ROW_IDS
        and 3 * sum(map(len, value)) <= limit
        and _NUMBER_IDS.issuperset(map(id, map(type, chain.from_iterable(value))))
    ):
        return _whole(value, limit)
    return None


def _quick_dict(value: dict[Any, Any], limit: int) -> str | None:
    if 6 * len(value) > limit or not _NUMBER_IDS.issuperset(map(id, map(type, value.values()))):
        return None
    kinds = set(map(id, map(type, value)))
    if kinds <= _NUMBER_IDS or (kinds == _STR_ID and sum(map(len, value)) <= limit):
        return _whole(value, limit)
    return None


def _quick_set(value: set[Any], limit: int) -> str | None:
    if not value or 3 * len(value) > limit or set(map(id, map(type, value))) not in (_INT_ID, _STR_ID):
        return None
    text = _quick_row(sorted(value), limit)
    return None if text is None else "{" + text[1:-1] + "}"


def _whole(value: object, limit: int) -> str | None:
    try:
        text = repr(value)
    except ValueError:  # an integer beyond the interpreter's digit limit
        return None
    return text if len(text) <= limit and len(text) <= DECIMAL_DIGITS else None


_NUMBER_IDS: Final = frozenset(map(id, (int, float, bool, type(None))))
_PLAIN_IDS: Final = frozenset(map(id, (int, bool, type(None), str, bytes)))
_STR_ID: Final = {id(str)}
_INT_ID: Final = {id(int)}
_TUPLE_ID: Final = {id(tuple)}
_ROW_IDS: Final = frozenset(map(id, (list, tuple)))
_QUICK: Final[dict[int, Callable[[Any, int], str | None]]] = {
    id(str): _quick_text,
    id(bool): lambda value, limit: repr(value),
    id(type(None)): lambda value, limit: "None",
    id(float): lambda value, limit: repr(value),
    id(list): _quick_row,
    id(tuple): _quick_row,
    id(dict): _quick_dict,
    id(set): _quick_set,
}


class Writer:
    """Renders one value: knows what it is inside of (for cycles). `canonical` also sorts the keys of dicts."""

    __slots__ = ("canonical", "inside")

    def __init__(self, canonical: bool = False) -> None:
        self.canonical = canonical
        self.inside: set[int] = set()

    def text(self, value: object, left: int) -> str:
        """The literal of a part, in about `left` characters."""
        kind = type(value)
        if not self.canonical:
            quick = _QUICK.get(id(kind))
            if quick is not None:
                text = quick(value, left)
                if text is not None:
                    return text
        plan = writer_of(kind)
        if plan in LEAVES:
            return plan(self, value, left)
        if id(value) in self.inside:
            return "<cycle>"
        if len(self.inside) >= MAX_DEPTH:
            return "<cut: deeper>"
        self.inside.add(id(value))
        text = plan(self, value, left)
        self.inside.discard(id(value))
        return text

    def row(self, values: Iterable[object], count: int, left: int) -> str:
        """`count` values, comma-separated; what does not fit is counted."""
        parts: list[str] = []
        for number, value in enumerate(values):
            if left <= 0:
                parts.append(f"<cut: {count - number} more>")
                break
            text = self._part(value, left)
            left -= len(text) + 2
            parts.append(text)
        return ", ".join(parts)

    def _part(self, value: Any, left: int) -> str:
        """What `text` gives, sooner for the numbers and rows of numbers that long rows are made of."""
        kind = type(value)
        if kind is int:
            if -SMALL < value < SMALL:
                return repr(value)
        elif kind is tuple and not self.canonical and _NUMBER_IDS.issuperset(map(id, map(type, value))):
            text = _whole(value, left)
            if text is not None:
                return text
        return self.text(value, left)

    def pairs(self, items: Iterable[tuple[object, object]], count: int, left: int) -> str:
        """The inside of a dict display."""
        parts: list[str] = []
        for number, (key, value) in enumerate(items):
            if left <= 0:
                parts.append(f"<cut: {count - number} more>")
                break
            text = self.text(key, left)
            text = f"{text}: {self.text(value, left - len(text))}"
            left -= len(text) + 2
            parts.append(text)
        return ", ".join(sorted(parts) if self.canonical else parts)

    def fields(self, items: Iterable[tuple[str, object]], count: int, left: int) -> str:
        """The attributes of an object as keyword arguments."""
        parts: list[str] = []
        for number, (name, value) in enumerate(items):
            if left <= 0:
                parts.append(f"<cut: {count - number} more>")
                break
            text = self.text(value, left - len(name))
            text = f"{name}={text}" if is_name(name) else f"**{{{self.text(name, left)}: {text}}}"
            left -= len(text) + 2
            parts.append(text)
        return ", ".join(sorted(parts) if self.canonical else parts)

    def ordered(self, values: Iterable[object], left: int) -> list[object]:
        """A set's elements: numbers by size, then text, then the rest by their literals."""
        values = list(values)
        kinds = set(map(id, map(type, values)))
        if kinds == _TUPLE_ID:
            kinds = set(map(id, map(type, chain.from_iterable(values))))  # type: ignore[arg-type]  # tuples, all of them
        if kinds in (_INT_ID, _STR_ID):
            return sorted(values)  # type: ignore[type-var]  # what the ranks below say, many times faster
        return sorted(values, key=lambda value: self._rank(value, left))

    def _rank(self, value: object, left: int) -> tuple[Any, ...]:
        kind = type(value)
        if kind is int or kind is bool or (kind is float and value == value):
            return (0, value, kind is float)
        if kind is str:
            return (1, value)
        if kind is tuple:
            return (2, tuple(self._rank(part, left) for part in value))  # type: ignore[attr-defined]  # kind is tuple
        return (3, self.text(value, left))
