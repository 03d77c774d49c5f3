"""Places: `x`, `x[3]`, `x['key']`, `self.head.next`. Reading a path, following it in a value, writing there."""

from __future__ import annotations

import re
from collections import Counter
from copy import copy
from functools import lru_cache
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification.atoms import close

_ROOT: Final = re.compile(r"[^\W\d]\w*")
_SMALL: Final = re.compile(r"\[(-?[0-9]+)\]")
_UNBOUND: Final = "<unbound>"
_ATTRIBUTE: Final = re.compile(r"\.([^\W\d]\w*)")

Accessor = tuple[bool, Any]  # (True, attribute name) or (False, index or key)


class PlaceError(Exception):
    """A path that leads nowhere in the value as it is known."""


@lru_cache(maxsize=8192)
def root_of(place: str) -> str:
    """The name a place begins with."""
    found = _ROOT.match(place)
    return found.group() if found else place


@lru_cache(maxsize=8192)
def path_of(place: str) -> tuple[Accessor, ...]:
    """The accessors after the root name. Raises `PlaceError` if it is not a place with literal keys."""
    found = _ROOT.match(place)
    if found is None:
        raise PlaceError(place)
    at = found.end()
    path: list[Accessor] = []
    while at < len(place):
        if small := _SMALL.match(place, at):
            path.append((False, int(small[1])))
            at = small.end()
        elif attribute := _ATTRIBUTE.match(place, at):
            path.append((True, attribute[1]))
            at = attribute.end()
        else:
            end = close(place, at) if place[at] == "[" else -1
            if end < 0:
                raise PlaceError(place)
            try:
                path.append((False, literals.parse(place[at + 1 : end - 1])))
            except LiteralError:
                raise PlaceError(place) from None
            at = end
    return tuple(path)


def fetch(value: Any, accessor: Accessor) -> Any:
    """One step down. Raises `PlaceError` where there is nothing."""
    is_attribute, key = accessor
    try:
        if is_attribute:
            fields = getattr(value, "__fields__", None)
            if fields is None:
                raise PlaceError(key)
            return fields[key]
        if isinstance(value, dict) and key not in value and not isinstance(value, Counter):
            raise PlaceError(str(key))  # a defaultdict would make it
        return value[key]
    except (KeyError, IndexError, TypeError, AttributeError, LiteralError):
        raise PlaceError(str(key)) from None


class Patch:
    """Changes to one value, each answered by a value of its own: what lies on the way to it is copied, the rest shared.

    A value that was handed out before is never changed. What this patch has made itself is copied only once.
    """

    def __init__(self) -> None:
        self._made: dict[int, Any] = {}  # copies by what they are, kept so that no other comes to have their identity

    def stored(self, root: Any, path: tuple[Accessor, ...], literal: str) -> Any:
        """`root` with the value of `literal` at the end of `path`. Raises `PlaceError` if that cannot be done here.

        A place in a tuple means that the tuple was replaced by one that differs there: it is built anew.
        """
        if not path:
            raise PlaceError("no place in it")
        if literal == _UNBOUND:
            return self._stored(root, path, None, True)
        try:
            return self._stored(root, path, literals.parse(literal), False)
        except LiteralError:
            raise PlaceError(literal) from None

    def _stored(self, holder: Any, path: tuple[Accessor, ...], value: Any, gone: bool) -> Any:
        accessor, rest = path[0], path[1:]
        if rest:
            value = self._stored(fetch(holder, accessor), rest, value, gone)
        if type(holder) is tuple:
            if (gone and not rest) or not isinstance(accessor[1], int) or not 0 <= accessor[1] < len(holder):
                raise PlaceError("a tuple")
            return (*holder[: accessor[1]], value, *holder[accessor[1] + 1 :])
        own = self._own(holder)
        if gone and not rest:
            _remove(own, accessor)
        else:
            _put(own, accessor, value)
        return own

    def _own(self, holder: Any) -> Any:
        if id(holder) in self._made:
            return holder
        made = _copied(holder)
        self._made[id(made)] = made
        return made


def _copied(holder: Any) -> Any:
    """A container of the same kind with the same parts."""
    if isinstance(holder, literals.Instance):
        positional = tuple([copy(part) if isinstance(part, (list, dict)) else part for part in holder.__positional__])
        return literals.Instance(holder.__class_name__, dict(holder.__fields__), positional)
    try:
        return copy(holder)
    except (TypeError, ValueError, AttributeError):
        raise PlaceError(type(holder).__name__) from None


def _target(holder: Any, accessor: Accessor) -> Any:
    """What an item or an attribute is written to."""
    target = getattr(holder, "__fields__", None) if accessor[0] else holder
    if target is holder and isinstance(holder, literals.Instance) and len(holder.__positional__) == 1:
        return holder.__positional__[0]  # of a class derived from `list` or `dict`
    if target is None:
        raise PlaceError(str(accessor[1]))
    return target


def _put(holder: Any, accessor: Accessor, value: Any) -> None:
    try:
        _target(holder, accessor)[accessor[1]] = value
    except (KeyError, IndexError, TypeError, AttributeError, LiteralError):
        raise PlaceError(str(accessor[1])) from None


def _remove(holder: Any, accessor: Accessor) -> None:
    try:
        del _target(holder, accessor)[accessor[1]]
    except (KeyError, IndexError, TypeError, AttributeError, LiteralError):
        raise PlaceError(str(accessor[1])) from None
