"""Functions of a mirrored run as the program sees them: Python's own, whatever is called in their place."""

from __future__ import annotations

import operator
import types
from functools import partial
from typing import Any, Final

from tracepile_hf.execution.replay.guards.protocols import Protocols
from tracepile_hf.execution.replay.journal import Journal
from tracepile_hf.execution.replay.state.heap import MISSING
from tracepile_hf.execution.replay.state.steps import MirroredRun, Stop

GETTERS: Final[dict[type, str]] = {
    operator.attrgetter: "_attributes_got", operator.itemgetter: "_items_got", operator.methodcaller: "_method_called",
}  # fmt: skip


class Functions(Protocols):
    """Guards for functions: whose they are, what they look like, what gives and takes attributes for them."""

    def __init__(self, run: MirroredRun, journal: Journal) -> None:
        super().__init__(run, journal)
        self.rules = self.methods.rules
        self.unknown: dict[int, Any] = {}  # of functions that only the recorded run could call: what gives their values
        self.natives: dict[int, Any] = {}  # identity of a function of ours -> the one of Python that it stands for

    def is_generated(self, function: Any) -> bool:
        """Whether a function is the program's own."""
        return type(function) is types.FunctionType and function.__globals__ is self.environment

    def as_python(self, value: Any) -> Any:
        """A function or method as Python's own, where one of ours stands in for it. Refused where nothing is known."""
        kind = type(value)
        if kind is types.FunctionType:
            if value.__globals__ is self.environment:
                return value
            native = self.natives.get(id(value))
            if native is None and _is_ours(value):
                raise Stop("opaque")
            return value if native is None else native
        if kind is types.MethodType:
            function = value.__func__
            if id(function) in self.rules:
                return getattr(value.__self__, function.__name__)
            if not self.is_generated(function) and _is_ours(function):
                raise Stop("opaque")
        elif kind is partial and _is_ours(value.func):
            raise Stop("opaque")
        return value

    def attribute(self, base: Any, name: str) -> Any:
        """An attribute."""
        raise NotImplementedError

    def _attributes_got(self, getter: Any, *arguments: Any, **named: Any) -> Any:
        """What an `operator.attrgetter` gives."""
        if len(arguments) != 1 or named:
            return getter(*arguments, **named)  # raises TypeError
        found = []
        for path in getter.__reduce__()[1]:
            value = arguments[0]
            for name in path.split("."):
                value = self.attribute(value, name)
            found.append(value)
        return found[0] if len(found) == 1 else tuple(found)

    def _items_got(self, getter: Any, *arguments: Any, **named: Any) -> Any:
        """What an `operator.itemgetter` gives."""
        if len(arguments) != 1 or named:
            return getter(*arguments, **named)  # raises TypeError
        found = [self.item(arguments[0], index) for index in getter.__reduce__()[1]]
        return found[0] if len(found) == 1 else tuple(found)

    def _method_called(self, caller: Any, *arguments: Any, **named: Any) -> Any:
        """What an `operator.methodcaller` gives."""
        if len(arguments) != 1 or named:
            return caller(*arguments, **named)  # raises TypeError
        maker, given = caller.__reduce__()
        words = maker.keywords if type(maker) is partial else {}
        name, *rest = (*maker.args, *given) if type(maker) is partial else given
        return self.callable(self.attribute(arguments[0], name))(*rest, **words)


def _is_ours(function: Any) -> bool:
    """Whether a function is one of the guards', not of Python or the program."""
    return str(getattr(function, "__module__", "")).startswith(__name__.partition(".")[0])


def stored(base: Any, name: str) -> Any:
    """What an object itself holds under a name: in its dictionary or a slot."""
    stored = getattr(base, "__dict__", None)
    if stored is not None and name in stored:
        return stored[name]
    for cls in type(base).__mro__:
        member = vars(cls).get(name)
        if type(member) is types.MemberDescriptorType:
            return getattr(base, name, MISSING)
    return MISSING
