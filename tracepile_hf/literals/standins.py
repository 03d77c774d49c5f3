"""Stand-ins for values whose class is known by name only. What is equal here is what reads the same."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Any

from tracepile_hf.errors import LiteralError


class Instance:
    """Stand-in for an object of a program's class: name, positional part (builtin base, exception args), attributes.

    Answers attribute access, compares by name and content, renders to the text it was read from. The replayer may build
    and change one; a subclass may put identity back in place of equality.
    """

    __slots__ = ("__class_name__", "__fields__", "__positional__")

    def __init__(self, name: str, fields: dict[str, Any] | None = None, positional: tuple[Any, ...] = ()) -> None:
        self.__class_name__ = name
        self.__fields__ = {} if fields is None else fields
        self.__positional__ = positional

    def __getattr__(self, name: str) -> Any:
        if name in Instance.__slots__:  # not set yet (copy, pickle)
            raise AttributeError(name)
        try:
            return self.__fields__[name]
        except KeyError:
            raise AttributeError(f"{self.__class_name__} has no attribute {name!r}") from None

    def __getitem__(self, key: Any) -> Any:
        return _base_of(self)[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(_base_of(self))

    def __len__(self) -> int:
        return len(_base_of(self))

    def __bool__(self) -> bool:
        return bool(self.__positional__[0]) if self.__positional__ else True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Instance) and _render(self, canonical=True) == _render(other, canonical=True)

    def __hash__(self) -> int:
        return hash((Instance, self.__class_name__))

    def __repr__(self) -> str:
        return _render(self)


def _base_of(stand_in: Instance) -> Any:  # no method: an attribute of the program may have any name
    if not stand_in.__positional__:
        raise TypeError(f"{stand_in.__class_name__} is not a container")
    return stand_in.__positional__[0]


class Member:
    """Stand-in for a member of a program's enum: `Color.RED`."""

    __slots__ = ("__class_name__", "name")

    def __init__(self, class_name: str, name: str) -> None:
        self.__class_name__ = class_name
        self.name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Member) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash((Member, self.__class_name__, self.name))

    def __repr__(self) -> str:
        return f"{self.__class_name__}.{self.name}"


class Opaque:
    """Stand-in for what has no literal: renders as the text it was given (`<function f>`). Never comes from `parse`."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


class Factory:
    """Stand-in for a `defaultdict`'s factory that is no builtin type; `...` for a lambda. It cannot be called."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self) -> Any:
        raise LiteralError(f"the factory {self.name!r} is known by name only")


def has_stand_in(value: Any) -> bool:
    """Whether a value that `parse` gave is, or holds, a stand-in: no program can be given it for what it stands for."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, (Instance, Member, Factory, Opaque)):
            return True
        if isinstance(each, defaultdict):
            waiting.append(each.default_factory)
        if isinstance(each, dict):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, (list, tuple, set, frozenset, deque)):
            waiting += each
        elif isinstance(each, slice):
            waiting += [each.start, each.stop, each.step]
    return False


# Rendering's two functions: the two modules need each other, and the jail imports nothing late.
_writers: list[Any] = []


def written_by(render: Any, exactly: Any) -> None:
    """How stand-ins are written; told by the package once both modules are there."""
    _writers[:] = [render, exactly]


def _render(value: Instance, canonical: bool = False) -> str:
    return str(_writers[canonical](value))
