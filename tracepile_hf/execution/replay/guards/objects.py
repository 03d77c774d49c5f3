"""Classes of the library whose objects change or call back, as a mirrored run has them: through its guards."""

from __future__ import annotations

import collections
import contextlib
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tracepile_hf.execution.replay.state.heap import WHOLE

if TYPE_CHECKING:
    from tracepile_hf.execution.replay.guards.library import Library


def chain_map(library: Library) -> type:
    """`collections.ChainMap`: what is written goes into its first dict."""
    guards = library.guards

    class ChainMap(collections.ChainMap[Any, Any]):
        def __setitem__(self, key: Any, value: Any) -> None:
            guards.set_item(self.maps[0], key, value)

        def __delitem__(self, key: Any) -> None:
            if key not in self.maps[0]:
                raise KeyError(f"Key not found in the first mapping: {key!r}")
            guards.delete_item(self.maps[0], key)

        def pop(self, key: Any, *default: Any) -> Any:
            if key not in self.maps[0]:
                return super().pop(key, *default)  # raises KeyError
            return guards.attribute(self.maps[0], "pop")(key, *default)

        def popitem(self) -> Any:
            return guards.attribute(self.maps[0], "popitem")() if self.maps[0] else super().popitem()

        def clear(self) -> None:
            guards.attribute(self.maps[0], "clear")()

    return _named(library, ChainMap, collections.ChainMap)


def exit_stack(library: Library) -> type:
    """`contextlib.ExitStack`: what it is given is entered and called as in a `with`."""
    guards = library.guards

    class ExitStack(contextlib.ExitStack):
        def enter_context(self, cm: Any) -> Any:
            try:
                return super().enter_context(guards.manager(cm))
            finally:
                guards.run.heap.wrote(self, WHOLE, None)

        def push(self, exit: Any) -> Any:
            super().push(exit if hasattr(type(exit), "__exit__") else guards.callable(exit))
            guards.run.heap.wrote(self, WHOLE, None)
            return exit

        def callback(self, callback: Any, /, *arguments: Any, **named: Any) -> Any:
            super().callback(guards.callable(callback), *arguments, **named)
            guards.run.heap.wrote(self, WHOLE, None)
            return callback

        def __exit__(self, *details: Any) -> Any:
            try:
                return super().__exit__(*details)
            finally:
                guards.run.heap.wrote(self, WHOLE, None)

    return _named(library, ExitStack, contextlib.ExitStack)


def _named(library: Library, made: type, real: type) -> type:
    made.__module__, made.__qualname__ = real.__module__, real.__qualname__
    return library.own_class(made)  # type: ignore[no-any-return]  # what it is given


def singledispatch(library: Library) -> Callable[..., Any]:
    """`functools.singledispatch`, with functions of the program behind it."""
    guards = library.guards

    def singledispatch(function: Any) -> Any:
        dispatching = functools.singledispatch(guards.callable(function))

        def register(cls: Any, func: Any = None) -> Any:
            if func is None and isinstance(cls, type):
                return library.trust(lambda made: dispatching.register(cls, guards.callable(made)))
            return dispatching.register(cls, func)

        def wrapper(*arguments: Any, **named: Any) -> Any:
            return dispatching(*arguments, **named)

        functools.update_wrapper(wrapper, function)
        del wrapper.__wrapped__  # type: ignore[attr-defined]  # set by `update_wrapper`
        wrapper.register = library.trust(register)  # type: ignore[attr-defined]  # as the real one has it
        wrapper.dispatch = library.trust(dispatching.dispatch)  # type: ignore[attr-defined]  # likewise
        guards.with_attributes.add(id(wrapper))
        return library.trust(wrapper)

    return singledispatch
