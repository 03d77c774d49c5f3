"""Places: `x`, `x[3]`, `x['key']`, `self.head.next`. Reading a path, following it in a value, writing there."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.errors import LiteralError
from tracepile_hf.verification.atoms import close

_ROOT: Final = re.compile(r"[^\W\d]\w*")
_SMALL: Final = re.compile(r"\[(-?[0-9]+)\]")
_ATTRIBUTE: Final = re.compile(r"\.([^\W\d]\w*)")

Accessor = tuple[bool, Any]  # (True, attribute name) or (False, index or key)


class PlaceError(Exception):
    """A path that leads nowhere in the value as it is known."""


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


def store(root: Any, path: tuple[Accessor, ...], literal: str) -> None:
    """Writes the value of `literal` at the end of `path`. Raises `PlaceError` if that cannot be done here.

    A place in a tuple means that the tuple was replaced by one that differs there: it is built anew.
    """
    holders = [root]
    for accessor in path[:-1]:
        holders.append(fetch(holders[-1], accessor))
    if literal == "<unbound>":
        _remove(holders[-1], path[-1])
        return
    try:
        value = literals.parse(literal)
    except LiteralError:
        raise PlaceError(literal) from None
    for holder, accessor in zip(reversed(holders), reversed(path), strict=True):
        if type(holder) is not tuple:
            _put(holder, accessor, value)
            return
        if not isinstance(accessor[1], int) or not 0 <= accessor[1] < len(holder):
            break
        value = (*holder[: accessor[1]], value, *holder[accessor[1] + 1 :])
    raise PlaceError("a tuple")


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
