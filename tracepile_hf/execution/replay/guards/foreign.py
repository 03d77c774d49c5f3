"""Values of sympy and numpy in a mirrored run: which of their attributes and calls the replay may use.

A value of sympy never changes (its matrices apart), so a call of sympy is a function of its arguments: the replay makes
the same call. Arrays of numpy change in place and share their memory, so a write to one is a write to every array over
the same memory. Nothing is called with functions or objects of the program, with sets whose order would show, or with
text that sympy would evaluate: such a run is refused.

The libraries are named in `symbolic`; until a program imports one of them nothing here knows any type.
"""

from __future__ import annotations

import operator
import re
import types
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from tracepile_hf.execution.replay.state.steps import Stop

if TYPE_CHECKING:
    from tracepile_hf.execution.replay.guards.operations import Guards

_ATOMS: Final = frozenset(
    {int, float, complex, bool, bytes, type(None), type(...), Fraction, Decimal, range, slice}
)  # what any call may be given and may give
_ROWS: Final = frozenset({list, tuple, set, frozenset})
_NUMBER_CLASSES: Final = (int, float, complex, bool, str)  # as a `dtype`
_MOST_PARTS: Final = 100_000
# Text that may be evaluated: names, numbers, operators, and calls of a few functions by name.
_HARMLESS: Final = re.compile(r"[\w\s+\-*/^(),.:=<>|&!%]{0,500}")
_CALLED: Final = re.compile(r"([^\W\d]\w*)\s*\(")
_REACHING: Final = re.compile(r"__|\.\s*[^\W\d]|\b(?:lambda|import|if|for|yield|await|async)\b")
_FUNCTIONS: Final = frozenset({"sqrt", "sin", "cos", "tan", "log", "ln", "exp", "Abs", "Rational", "Integer", "cbrt"})


class Method:
    """A bound method of a library's value, or a class or function of the library, about to be called."""

    __slots__ = ("__name__", "changing", "foreign", "native", "texts")

    def __init__(self, foreign: Foreign, native: Any, texts: bool = False, changing: Any = None) -> None:
        self.foreign, self.native, self.texts, self.changing = foreign, native, texts, changing
        self.__name__ = getattr(native, "__name__", type(native).__name__)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self.foreign.called(self.native, arguments, named, self.texts, self.changing)


Method.__name__ = Method.__qualname__ = "method"  # the kind of value that the recorded run saw


class Foreign:
    """What is known of the libraries that the program has imported, and the guards of their values."""

    def __init__(self, guards: Guards) -> None:
        self.guards = guards
        self.bases: tuple[type, ...] = ()  # classes whose instances are values of a library
        self.mutable: set[type] = set()  # those that can be written to
        self.plain_text: set[int] = set()  # identities of functions and classes that take text without evaluating it
        self.writers: dict[type, frozenset[str]] = {}  # type -> its methods that write to their receiver
        self.denied: frozenset[str] = frozenset()  # public attributes that do more than compute
        self.shares: Callable[[Any, Any], bool] = operator.is_  # whether two values lie over the same memory
        self.opaque: Callable[[Any], bool] = lambda value: False  # whether a value holds what cannot be followed

    def add(self, bases: Iterable[type], writers: dict[type, frozenset[str]], denied: Iterable[str]) -> None:
        """A library was imported: its classes, those that change and by which methods, attributes not to be used."""
        self.bases += tuple(bases)
        self.writers |= writers
        self.mutable |= set(writers)
        self.denied |= frozenset(denied)

    def function(self, native: Any, name: str, *, texts: bool = False, changing: bool = False) -> Any:
        """A function of a library as the program sees it."""

        def function(*arguments: Any, **named: Any) -> Any:
            return self.called(native, arguments, named, texts, arguments[0] if changing and arguments else None)

        function.__name__ = function.__qualname__ = name
        return function

    # Reading and calling

    def attribute(self, base: Any, name: str) -> Any:
        """A public attribute of a value, or of a class, of a library."""
        if name.startswith("_") or name in self.denied or not self.is_ours(base):
            raise Stop("opaque", name)
        found = getattr(base, name)
        if isinstance(found, (types.MethodType, types.BuiltinMethodType, types.FunctionType)):
            return Method(self, found, changing=base if name in self.writers.get(type(base), ()) else None)
        return self._given(found)

    def callable(self, value: Any) -> Any:
        """What is called when the program calls a class or value of a library; a refusal for anything else."""
        if type(value) is Method:
            return value
        if self.is_ours(value):
            return Method(self, value, id(value) in self.plain_text)
        raise Stop("opaque_call", str(getattr(value, "__name__", type(value).__name__)))

    def called(self, native: Any, arguments: tuple[Any, ...], named: dict[str, Any], texts: bool, written: Any) -> Any:
        """Call into a library; `written` is what the call writes to."""
        for value in (*arguments, *named.values()):
            self._admit(value, texts)
        if named.get("out") is not None:
            raise Stop("opaque_call")
        if written is None:
            return self._given(native(*arguments, **named))
        result = native(*arguments, **named)
        self.wrote(written)
        return self._given(result)

    def is_ours(self, value: Any) -> bool:
        return isinstance(value, self.bases) or (isinstance(value, type) and issubclass(value, self.bases))

    def _admit(self, value: Any, texts: bool) -> None:
        """Refuse an argument through which a library would reach the program, or evaluate text."""
        pending, count = [value], 0
        while pending:
            part = pending.pop()
            count += 1
            kind = type(part)
            if kind in _ATOMS or self.is_ours(part) or (kind is type and part in _NUMBER_CLASSES):
                continue
            if kind is str:
                if not texts and not harmless(part):
                    raise Stop("opaque_call")
            elif kind in _ROWS or kind is dict:
                if kind in (set, frozenset) and len(part) > 1:
                    raise Stop("set_order")
                pending.extend(part)
                pending.extend(part.values() if kind is dict else ())
            else:
                raise Stop("opaque_call")
            if count > _MOST_PARTS:
                raise Stop("too_expensive")

    def _given(self, value: Any) -> Any:
        """A value that a library gave, if the replay can go on with it."""
        pending = [value]
        while pending:
            part = pending.pop()
            kind = type(part)
            if kind in _ATOMS or kind is str or kind is types.GeneratorType:
                continue
            if kind in _ROWS or kind is dict or (isinstance(part, tuple) and hasattr(part, "_fields")):
                pending.extend(part)
                pending.extend(part.values() if kind is dict else ())
            elif not self.is_ours(part) or self.opaque(part):
                raise Stop("opaque")
        return value

    # Writing

    def set_item(self, base: Any, index: Any, value: Any) -> None:
        """`base[index] = value` on an array or a matrix."""
        self._admit(index, True)
        self._admit(value, False)
        base[index] = value
        self.wrote(base)

    def in_place(self, name: str, left: Any, right: Any) -> Any:
        """An augmented assignment on an array or a matrix, which may or may not change in place."""
        self._admit(right, False)
        result = getattr(operator, name)(left, right)
        if result is left:
            self.wrote(left)
        return self._given(result)

    def wrote(self, base: Any) -> None:
        """Everything over the memory of a value may have changed."""
        kind = type(base)
        for node in list(self.guards.run.heap.nodes.values()):
            if node.value is base or (type(node.value) is kind and self.shares(node.value, base)):
                self.guards.changed(node.value)


def harmless(text: str) -> bool:
    """Whether sympy may evaluate a text: arithmetic of names and numbers, with calls of a few functions at most."""
    if not _HARMLESS.fullmatch(text) or _REACHING.search(text):
        return False
    return _FUNCTIONS.issuperset(_CALLED.findall(text))
