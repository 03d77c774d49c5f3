"""Modules of a mirrored run that speak of the machine: streams, clocks, threads, limits. The others: `modules`."""

from __future__ import annotations

import functools
import gc
import io
import sys
import threading
import time
import timeit
import types
from collections.abc import Callable
from typing import Any, Final

from tracepile_hf.execution.record.rules import CLOCKS
from tracepile_hf.execution.replay.guards.library import Library
from tracepile_hf.execution.replay.state.steps import Stop


def public(module: Any, *without: str) -> dict[str, Any]:
    """The public names of a module."""
    names = getattr(module, "__all__", None) or [name for name in dir(module) if not name.startswith("_")]
    return {name: getattr(module, name) for name in names if name not in without and hasattr(module, name)}


class SystemModules:
    """What the modules of the machine hold, each made by the method of its name, and what every maker needs."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.guards = library.guards
        self.key = library.key

    def trusted(self, found: dict[str, Any]) -> dict[str, Any]:
        """Names whose values may all be called as they are."""
        for name, value in found.items():
            if type(value) is types.FunctionType and value.__name__ in ("<lambda>", "builtin"):
                value.__name__ = name
            self.library.trust(value)
        return found

    def _changing(self, native: Callable[..., Any], holds: bool = True) -> Callable[..., Any]:
        guards = self.guards

        def builtin(receiver: Any, *arguments: Any, **named: Any) -> Any:
            if "key" in named:
                named["key"] = self.key(named["key"])
            result = native(receiver, *arguments, **named)
            guards.run.heap.link_all(receiver, arguments)
            guards.changed(receiver)
            return result

        return builtin

    def sys(self) -> dict[str, Any]:
        library, trust = self.library, self.library.trust
        error = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")

        def digits(limit: Any) -> None:
            if limit and limit < 640:
                raise ValueError("maxdigits must be 0 or larger than 640")
            self.guards.digits = limit

        found = {
            "stdin": library.stdin, "stdout": library.stdout, "stderr": error, "__stdin__": library.stdin,
            "__stdout__": library.stdout, "maxsize": sys.maxsize, "argv": ["program.py"],
            "version_info": sys.version_info,
            "version": sys.version, "float_info": sys.float_info, "byteorder": sys.byteorder, "platform": sys.platform,
            "maxunicode": sys.maxunicode, "int_info": sys.int_info, "hexversion": sys.hexversion,
            "setrecursionlimit": _recursion_limit, "exit": library.exit, "set_int_max_str_digits": digits,
            "getrecursionlimit": library.refusing("opaque_call"), "getsizeof": library.refusing("opaque_call"),
            "intern": sys.intern, "setswitchinterval": _switch_interval,
        }  # fmt: skip
        for value in found.values():
            if isinstance(value, (types.FunctionType, types.MethodType)):
                trust(value)
        return found

    def os(self) -> dict[str, Any]:
        library = self.library

        def read(descriptor: Any, count: Any) -> bytes:
            if descriptor != 0:
                raise Stop("file")
            return library.input_bytes.read(count)

        def write(descriptor: Any, data: Any) -> int:
            if descriptor != 1:
                raise Stop("file")
            library.written(bytes(data).decode("utf-8", "replace"))
            return len(data)

        def fstat(descriptor: Any) -> Any:
            if descriptor != 0:
                raise Stop("file")
            return types.SimpleNamespace(st_size=len(library.input_bytes.getvalue()))

        return {**self.trusted({"read": read, "write": write, "fstat": fstat}), "linesep": "\n", "sep": "/"}

    def io(self) -> dict[str, Any]:
        class IOBase:
            """A base for the fast readers of competition code, without the finaliser of the real one."""

        IOBase.__module__ = "io"
        return {
            **self.trusted({"StringIO": io.StringIO, "BytesIO": io.BytesIO, "SEEK_END": 2, "SEEK_SET": 0}),
            "IOBase": self.library.own_class(IOBase),
            "TextIOWrapper": self.library.trust(self._text_wrapper),
        }

    def _text_wrapper(self, buffer: Any, *arguments: Any, **named: Any) -> Any:
        if buffer is self.library.input_bytes:
            return self.library.stdin
        raise Stop("opaque_call")

    def threading(self) -> dict[str, Any]:
        guards = self.guards

        class Thread:
            def __init__(
                self,
                group: Any = None,
                target: Any = None,
                name: Any = None,
                args: Any = (),
                kwargs: Any = None,
                *,
                daemon: Any = None,
            ) -> None:
                self._work = (target, args, kwargs or {})

            def run(self) -> None:
                target, arguments, named = self._work
                if target is not None:
                    guards.callable(target)(*arguments, **named)

            def start(self) -> None:
                try:
                    self.run()
                except (Exception, SystemExit):  # ends the thread only
                    return

            def join(self, timeout: Any = None) -> None:
                return None

        Thread.__module__ = "threading"
        found = {"Thread": self.library.own_class(Thread), "stack_size": self.library.trust(_stack_size())}
        made = {"Lock": threading.Lock, "RLock": threading.RLock}
        for name in ("Semaphore", "BoundedSemaphore", "Event"):
            made[name] = getattr(threading, name)
        for lock in (type(threading.Lock()), type(threading.RLock()), *list(made.values())[2:]):
            self.library.open_class(lock)
            self.guards.managers.add(lock)
        return found | {name: self.library.trust(value) for name, value in made.items()}

    def atexit(self) -> dict[str, Any]:
        def register(function: Any, *arguments: Any, **named: Any) -> Any:
            self.library.at_exit.append(functools.partial(self.guards.callable(function), *arguments, **named))
            return function

        return self.trusted({"register": register})

    def gc(self) -> dict[str, Any]:
        return self.trusted({name: _nothing_given(getattr(gc, name)) for name in ("disable", "enable", "freeze")})

    def resource(self) -> dict[str, Any]:
        return self.trusted({"setrlimit": _set_limit, "RLIMIT_STACK": 3, "RLIMIT_AS": 9, "RLIM_INFINITY": -1})

    def warnings(self) -> dict[str, Any]:
        return self.trusted({"filterwarnings": _filter, "simplefilter": _filter, "warn": _warn})

    def time(self) -> dict[str, Any]:
        return {**{name: self._clock(getattr(time, name)) for name in CLOCKS}, **self.trusted({"sleep": _sleep})}

    def timeit(self) -> dict[str, Any]:
        return {"default_timer": self._clock(timeit.default_timer)}

    def _clock(self, native: Any) -> Any:
        """A clock: what it says is written down where it is called at once."""

        def clock(*arguments: Any, **named: Any) -> Any:
            return native(*arguments, **named) if arguments or named else self.library.recorded()  # raises TypeError

        self.guards.kept.append(native)
        self.guards.unknown[id(native)] = clock
        self.guards.calls[id(native)] = self.library.refusing("opaque_call")
        return native


def _sleep(*given: Any, **named: Any) -> None:
    """`time.sleep` that does not wait."""
    seconds: Any = given[0] if len(given) == 1 and not named else None
    if type(seconds) not in (int, float, bool):
        if type(seconds) not in (str, list, dict, tuple, type(None)):
            raise Stop("opaque_call")
        time.sleep(*given, **named)  # raises TypeError
    elif not 0 < seconds < _LONGEST_SLEEP:
        time.sleep(seconds)  # nothing, or raises ValueError or OverflowError


def _recursion_limit(*given: Any, **named: Any) -> None:
    """`sys.setrecursionlimit`: what it allows is decided in the recorded run."""
    limit: Any = given[0] if len(given) == 1 and not named else None
    if type(limit) is not int or not 1 <= limit < 1 << 31:
        if type(limit) not in (int, str, float, list, type(None)):
            raise Stop("opaque_call")
        sys.setrecursionlimit(*given, **named)  # raises TypeError, ValueError or OverflowError
    elif limit < _LOW_LIMIT:
        raise Stop("opaque_call")


def _switch_interval(*given: Any, **named: Any) -> None:
    interval: Any = given[0] if len(given) == 1 and not named else None
    if type(interval) not in (int, float) or not interval > 0:
        raise Stop("opaque_call")


def _stack_size() -> Callable[..., int]:
    """`threading.stack_size`, whose threads have the stack of the replay."""
    current = [0]

    def stack_size(*given: Any, **named: Any) -> int:
        (size,) = given if len(given) == 1 and not named else (0,) if not given and not named else (None,)
        if type(size) is not int:
            raise Stop("opaque_call")
        if size and not _LEAST_STACK <= size < 1 << 40:
            raise ValueError(f"size not valid: {size} bytes")
        before = current[0]
        current[0] = size if given else before
        return before

    return stack_size


def _set_limit(*given: Any, **named: Any) -> None:
    if named or len(given) != 2 or type(given[0]) is not int or type(given[1]) not in (tuple, list):
        raise Stop("opaque_call")


def _filter(*given: Any, **named: Any) -> None:
    """What decides what is done with warnings; nothing is, unless they are to be errors."""
    action = given[0] if given else named.get("action")
    if action not in ("default", "ignore", "always", "module", "once") or len(given) > 2:
        raise Stop("opaque_call")


def _warn(*given: Any, **named: Any) -> None:
    if not given or len(given) > 3 or not isinstance(given[0], (str, Warning)) or not named.keys() <= _WARN:
        raise Stop("opaque_call")


def _nothing_given(native: Callable[[], None]) -> Callable[..., None]:
    """A function without arguments that does nothing here."""

    def builtin(*arguments: Any, **named: Any) -> None:
        if arguments or named:
            native(*arguments, **named)  # raises TypeError

    return builtin


_WARN: Final = {"category", "stacklevel", "source", "message"}
_LONGEST_SLEEP: Final = 1e6
_LOW_LIMIT: Final = 500
_LEAST_STACK: Final = 32768
