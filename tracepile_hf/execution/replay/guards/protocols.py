"""What statements ask of values in a mirrored run: patterns, exceptions, context managers, delegation, names."""

from __future__ import annotations

import contextlib
import operator
import types
from typing import Any

from tracepile_hf.execution.replay.guards.operations import Guards
from tracepile_hf.execution.replay.state.steps import Frame, Stop


class Protocols(Guards):
    """Guards for what a value must be where a statement uses it, and for special methods called by name."""

    open_classes: set[int]  # identities of library classes whose public attributes are harmless

    # Patterns, exceptions, context managers, delegation

    def subject(self, value: Any) -> Any:
        """What a `match` looks at."""
        return value

    captured = subject

    def pattern_class(self, value: Any) -> Any:
        """The class of a class pattern."""
        if (
            isinstance(value, type)
            and id(value) not in self.classes
            and value not in self.methods
            and value is not object
        ):
            raise Stop("attribute")
        return value

    def raisable(self, value: Any) -> Any:
        """What a `raise` raises."""
        return value

    def catchable(self, kinds: Any) -> Any:
        """What an `except` names."""
        return kinds

    def manager(self, value: Any) -> Any:
        """A context manager: of one of the program's own classes, or a harmless one."""
        kind = type(value)
        if id(kind) in self.classes or kind in self.managers or kind.__module__ == "contextlib":
            return value
        if not hasattr(value, "__enter__"):
            return value
        if id(type(value)) in self.open_classes:
            return contextlib.nullcontext(value)
        raise Stop("opaque")

    def delegate(self, frame: Frame, iterable: Any) -> Any:
        """`yield from`, spelled out (PEP 380): each value passing through is a step of this frame."""
        run, iterator = self.run, iter(iterable)
        move, argument = next, ()
        while True:
            try:
                value = move(iterator, *argument)
            except StopIteration as end:
                return end.value
            run.suspend(frame, value)
            try:
                sent = yield value
            except GeneratorExit:
                run.close(frame)
                if hasattr(iterator, "close"):
                    iterator.close()
                raise
            except BaseException as error:
                run.resume(frame)
                if not hasattr(iterator, "throw"):
                    raise
                move, argument = _throw, (error,)  # type: ignore[assignment]  # two ways to go on
                continue
            run.resume(frame)
            move, argument = (next, ()) if sent is None else (_send, (sent,))  # type: ignore[assignment]  # likewise

    # Special methods called by name

    def has(self, container: Any, value: Any) -> bool:
        return value in container

    length = staticmethod(len)
    subtract = staticmethod(operator.sub)
    equal = staticmethod(operator.eq)
    unequal = staticmethod(operator.ne)
    less = staticmethod(operator.lt)
    greater = staticmethod(operator.gt)
    at_most = staticmethod(operator.le)
    at_least = staticmethod(operator.ge)
    absolute = staticmethod(abs)
    negative = staticmethod(operator.neg)
    exclusive_or = staticmethod(operator.xor)
    both = staticmethod(operator.and_)
    either = staticmethod(operator.or_)
    floor_divide = staticmethod(operator.floordiv)
    divide = staticmethod(operator.truediv)
    integer = staticmethod(int)
    next_item = staticmethod(next)

    def iterator(self, value: Any) -> Any:
        return iter(self.plain(value))

    # Names

    def variables(self, value: Any, local: bool = False) -> dict[str, Any]:
        """`vars(value)`, or `locals()` of (names, name) pairs: a copy, for what only reads it on the spot."""
        if local:
            return {name: names[name] for names, name in value if name in names}
        if type(value) in self.run.heap.plain_classes or type(value) is types.SimpleNamespace:
            return dict(value.__dict__)
        raise Stop("reads_own_frame", f"vars of {type(value).__name__}")

    def free(self, name: str) -> Any:
        """A closure's variable without a value."""
        raise NameError(
            f"cannot access free variable {name!r} where it is not associated with a value in enclosing scope"
        )

    def class_name(self, names: Any, outer: Any, name: str) -> Any:
        """A name used in a class body."""
        if name in names:
            return names[name]
        return outer[name] if name in outer else self.run.module.names[name]


def _throw(iterator: Any, error: BaseException) -> Any:
    return iterator.throw(error)


def _send(iterator: Any, value: Any) -> Any:
    return iterator.send(value)
