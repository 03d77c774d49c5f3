"""What a program finds around it while it is recorded: its own `__main__`, streams, a fixed seed, clocks that tell.

Both forms of a program run in the same surroundings, so that they can be compared. In a recorded run the functions
whose values no replay could know (`id`, `hash`, clocks) write them into the journal.
"""

from __future__ import annotations

import builtins
import dataclasses
import decimal
import io
import random
import sys
import threading
import time
import timeit
import types
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from tracepile_hf.execution.record.rules import CLOCKS

Write = Callable[[Any], None]
Telling = dict[str, dict[str, Callable[..., Any]]]  # by module
RECURSION: Final = 1000  # the recursion limit programs start with
_CONTEXT: Final = decimal.Context(
    prec=28, rounding=decimal.ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0
)
_start: Final = threading.Thread.start


class Surroundings:
    """Made and settled for a run, entered when it begins; `restore` puts back what was there.

    told: what writes into the journal, or None in a plain run. alone: nothing runs in this process afterwards, so
    nothing is put back, and all but the last step may be taken before it is forked.
    """

    def __init__(self, capture: bool, told: Telling | None, *, alone: bool = False) -> None:
        self._alone = alone
        self._kept = (sys.modules.get("__main__"), sys.stdout, sys.getrecursionlimit(), decimal.getcontext())
        self._captured = io.TextIOWrapper(io.BytesIO(), encoding="utf-8") if capture else None
        self._at_exit: list[Callable[[], Any]] = []
        if self._captured is not None:
            sys.stdout = self._captured
        self._stdout = sys.stdout
        for stream, mode in ((sys.stdin, "r"), (sys.stdout, "w")):
            stream.mode = mode  # type: ignore[misc]  # as the interpreter sets it: fast readers look at it
        self._module = types.ModuleType("__main__")
        self.main = self._module.__dict__
        self.main.update({"__builtins__": self._builtins(told), "__file__": "program.py"})
        sys.setrecursionlimit(RECURSION)
        threading.Thread.start = _start_and_wait  # type: ignore[method-assign,assignment]  # for this run
        random.seed(0)
        decimal.setcontext(_CONTEXT.copy())

    def enter(self) -> dict[str, Any]:
        """The last step: the program's module becomes `__main__`. Its names."""
        sys.modules["__main__"] = self._module
        return self.main

    def finish(self) -> None:
        """What the interpreter does after a program: exit functions, then a flush. Their errors go nowhere."""
        flush = getattr(sys.stdout, "flush", None) if sys.stdout is not self._stdout else None
        for work in [*reversed(self._at_exit), *([flush] if flush else [])]:
            try:
                work()
            except Exception:  # as at exit: reported on stderr only
                continue

    def restore(self) -> str | None:
        """Put everything back; what was captured."""
        if self._alone:
            return None
        main, sys.stdout, limit, context = self._kept
        if main is not None:
            sys.modules["__main__"] = main
        sys.setrecursionlimit(limit)
        threading.Thread.start = _start  # type: ignore[method-assign]
        decimal.setcontext(context)
        if self._captured is None:
            return None
        try:
            self._captured.flush()
            return self._captured.buffer.getvalue().decode("utf-8", "replace")
        except ValueError:  # the program closed it
            return ""

    def _builtins(self, told: Telling | None) -> dict[str, Any]:
        found = dict(vars(builtins))
        proxies = {"atexit": _module("atexit", register=self._register)}
        if told is not None:
            found.update(told["builtins"])
            proxies["time"] = _module("time", **vars(time) | told["time"])
            proxies["timeit"] = _module("timeit", **told["timeit"])
            proxies["dataclasses"] = _module("dataclasses", **vars(dataclasses) | {"dataclass": _dataclass})
        load = found["__import__"]

        def import_(name: str, *rest: Any, **named: Any) -> Any:
            return proxies[name] if name in proxies else load(name, *rest, **named)

        found["__import__"] = import_
        return found

    def _register(self, function: Any, *arguments: Any, **named: Any) -> Any:
        self._at_exit.append(partial(function, *arguments, **named))
        return function


def _module(name: str, **names: Any) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__dict__.update(names)
    return module


def _dataclass(cls: Any = None, /, **named: Any) -> Any:
    """`dataclass`, whose own `__hash__` calls a `hash` that writes nothing down: the replay's makes the same value.

    The functions it makes keep the builtins that they find in the program's module while they are made.
    """
    if cls is None:
        return lambda made: _dataclass(made, **named)
    names = vars(sys.modules["__main__"])
    kept = names["__builtins__"]
    names["__builtins__"] = vars(builtins)
    try:
        return dataclasses.dataclass(cls, **named)
    finally:
        names["__builtins__"] = kept


def telling(write: Write) -> Telling:
    """What a recorded program has in the place of functions whose values no replay could know; they write them down."""
    return {
        "builtins": {name: _telling(function, write) for name, function in (("id", id), ("hash", hash))},
        "time": {name: _telling(getattr(time, name), write) for name in CLOCKS},
        "timeit": {"default_timer": _telling(timeit.default_timer, write)},
    }


def _telling(function: Callable[..., Any], write: Write) -> Callable[..., Any]:
    def telling(*arguments: Any) -> Any:
        value = function(*arguments)
        write(value)
        return value

    telling.__name__ = telling.__qualname__ = function.__name__
    return telling


def _start_and_wait(thread: threading.Thread) -> None:
    """Threads run one after the other: the big-stack idiom keeps its meaning, and the journal its order."""
    _start(thread)
    if not thread.daemon:
        thread.join()
