"""Names of the standard library that a mirrored run has not got: they may be imported and named, but not used.

What a program imports and never calls does no harm. Such a name is told as what it is bound to in Python; a function or
class is bound to one of the same name that does nothing: the first call of it, whoever makes it, the first question
whether a value is an instance of it, or its first use as a base class ends the replay and names it. Classes of which a
program may have instances without calling them (those of `types`) cannot be named at all: another one would not do.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import types
import typing
from typing import Any, Final

from tracepile_hf.execution.record.rules import ABSENT
from tracepile_hf.execution.replay.state.heap import MISSING
from tracepile_hf.execution.replay.state.steps import Stop

_PLAIN: Final = frozenset({int, float, complex, bool, str, bytes, type(None)})
_FUNCTIONS: Final = (types.FunctionType, types.BuiltinFunctionType)
_OF_EVERYBODY: Final = frozenset({"builtins", "types", "typing", "collections.abc", "io", "_io", "_thread", "array"})
_HINTS: Final = (types.GenericAlias, typing.TypeVar, type(typing.List[int]), type(typing.Any))  # noqa: UP006  # its own kind
_KNOWN: Final = ("numpy.typing",)  # modules of packages that hold nothing but names for annotations


class _Idle(type):
    """The kind of class that stands in for one of a module: nothing can be asked of it."""

    what = ""

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        raise Stop("module", cls.what)

    def __instancecheck__(cls, instance: object) -> bool:
        raise Stop("module", cls.what)

    def __subclasscheck__(cls, subclass: type) -> bool:
        raise Stop("module", cls.what)


class StoodIn:
    """The real modules behind the mirrored ones."""

    def __init__(self) -> None:
        self.names: dict[int, str] = {}  # identity of what stands for a function or class -> what the program calls it
        self._made: dict[int, Any] = {}  # identity of a real function or class -> what stands for it
        self._kept: list[Any] = []
        self._modules: dict[str, types.ModuleType | None] = {}

    def may_import(self, name: str) -> bool:
        """Whether there is such a module, for a program to import."""
        return name.partition(".")[0] in ABSENT or self._real(name) is not None

    def names_of(self, name: str) -> dict[str, Any]:
        """The names of a module that may be named."""
        real = self._real(name)
        if real is None:
            return {}
        found = {key: self._seen(name, key, value) for key, value in vars(real).items() if not key.startswith("_")}
        return {key: value for key, value in found.items() if value is not MISSING}

    def seen(self, module: str, name: str) -> Any:
        """What a name of a module is bound to; MISSING for what may not even be named."""
        real = self._real(module)
        if real is None or name.startswith("_") or not hasattr(real, name):
            return MISSING
        return self._seen(module, name, getattr(real, name))

    def public(self, module: str) -> list[str]:
        """The names that `from module import *` binds, in order."""
        real = self._real(module)
        if real is None:
            raise Stop("module", module)
        return list(getattr(real, "__all__", None) or [name for name in vars(real) if not name.startswith("_")])

    def missing(self, module: str, name: str) -> None:
        """An attribute of a module that its mirror does not have: a refusal, or the error that Python raises."""
        real = self._real(module)
        if real is not None and not hasattr(real, name) and not name.startswith("__"):
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        raise Stop("module", f"{module}.{name}")

    def absent(self, name: str) -> None:
        """What Python raises for a module that is not there."""
        root = name.partition(".")[0]
        if root.isidentifier() and root not in sys.modules and importlib.util.find_spec(root) is None:
            raise ModuleNotFoundError(f"No module named {root!r}", name=root)

    def unnamed(self, module: str, name: str) -> None:
        """What Python raises for a name that a module does not have."""
        real = self._real(module)
        if real is not None and not hasattr(real, name):
            file = getattr(real, "__file__", None)
            raise ImportError(
                f"cannot import name {name!r} from {module!r} ({file or 'unknown location'})", name=module
            )

    def refuse(self, value: Any) -> None:
        """End the replay if a value that is about to be used is one of these."""
        name = self.names.get(id(value))
        if name is not None:
            raise Stop("module", name)

    def _seen(self, module: str, name: str, value: Any) -> Any:
        if type(value) in _PLAIN or isinstance(value, _HINTS):
            return value
        if isinstance(value, type) and issubclass(value, BaseException):
            return value
        if isinstance(value, _FUNCTIONS) or (isinstance(value, type) and value.__module__ not in _OF_EVERYBODY):
            if id(value) not in self._made:
                self._kept.append(value)
                self._made[id(value)] = self._idle(value, f"{module}.{name}")
            return self._made[id(value)]
        return MISSING

    def _idle(self, value: Any, what: str) -> Any:
        """A function or class of the same name that ends the replay when it is used."""
        made: Any
        if isinstance(value, type):
            made = _Idle(value.__name__, (), {"what": what, "__module__": value.__module__, "__doc__": value.__doc__})
        else:

            def made(*arguments: Any, **named: Any) -> Any:
                raise Stop("module", what)

            made.__name__, made.__module__, made.__doc__ = value.__name__, value.__module__ or "", value.__doc__
        made.__qualname__ = value.__qualname__
        self.names[id(made)] = what
        return made

    def _real(self, name: str) -> types.ModuleType | None:
        if name not in self._modules:
            self._modules[name] = _imported(name)
        return self._modules[name]


def _imported(name: str) -> types.ModuleType | None:
    root = name.partition(".")[0]
    if root in ABSENT or root.startswith("_") or (root not in sys.stdlib_module_names and name not in _KNOWN):
        return None
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
