"""Modules of a mirrored run that speak of the machine: streams, clocks, threads, limits. The others: `modules`."""

from __future__ import annotations

import functools
import io
import sys
import types
from collections.abc import Callable
from typing import Any

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
            "setrecursionlimit": _nothing, "exit": library.exit, "set_int_max_str_digits": digits,
            "getrecursionlimit": library.refusing("opaque_call"), "getsizeof": library.refusing("opaque_call"),
            "intern": lambda text: text, "setswitchinterval": _nothing,
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
        return {"Thread": self.library.own_class(Thread), "stack_size": self.library.trust(lambda size=0: 0)}

    def atexit(self) -> dict[str, Any]:
        def register(function: Any, *arguments: Any, **named: Any) -> Any:
            self.library.at_exit.append(functools.partial(self.guards.callable(function), *arguments, **named))
            return function

        return self.trusted({"register": register})

    def gc(self) -> dict[str, Any]:
        return self.trusted({"disable": _nothing, "enable": _nothing, "freeze": _nothing})

    def resource(self) -> dict[str, Any]:
        return self.trusted({"setrlimit": _nothing, "RLIMIT_STACK": 3, "RLIMIT_AS": 9, "RLIM_INFINITY": -1})

    def warnings(self) -> dict[str, Any]:
        return self.trusted(dict.fromkeys(("filterwarnings", "simplefilter", "warn"), _nothing))

    def time(self) -> dict[str, Any]:
        return self.trusted({**{name: self._recorded() for name in CLOCKS}, "sleep": _nothing})

    def _recorded(self) -> Callable[..., Any]:
        return lambda *arguments: self.library.recorded(*arguments)

    def timeit(self) -> dict[str, Any]:
        return self.trusted({"default_timer": self._recorded()})


def _nothing(*arguments: Any, **named: Any) -> None:
    return None
