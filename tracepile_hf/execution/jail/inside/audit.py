"""The audit hook that ends a run when its program reaches for what could touch a recorder.

Frames, the collector's lists of objects, code objects, trace functions and ctypes lead from a program to the recorder
that watches it. Python reports each such act before it happens; the hook answers by sending a sealed taint and ending
the process, so nothing done afterwards counts. A hook cannot be removed, and no frame of it is ever handed out.

Not covered: acts without an audit event. `f_back`, `f_locals` and `__closure__` have none, but need a frame or a
Python function of ours first; memory corrupted by a bug of the interpreter has none at all.
"""

from __future__ import annotations

import inspect
import os
import sys
import threading
import types
from collections.abc import Callable, Sequence
from types import CodeType
from typing import Any, Final

_EVENTS: Final = {
    "sys._current_frames": "sys._current_frames",
    "sys._current_exceptions": "sys._current_exceptions",
    "sys.settrace": "sys.settrace",
    "sys.setprofile": "sys.setprofile",
    "sys.monitoring.register_callback": "sys.monitoring",
    "sys.addaudithook": "sys.addaudithook",
    "cpython._PySys_ClearAuditHooks": "audit hooks",
    "gc.get_objects": "gc.get_objects",
    "gc.get_referrers": "gc.get_referrers",
    "gc.get_referents": "gc.get_referents",
    "code.__new__": "code objects",
    "function.__new__": "functions made from code objects",
    "builtins.breakpoint": "breakpoint",
}
_CONDITIONAL: Final = frozenset(
    ("import", "sys._getframe", "object.__getattr__", "object.__setattr__", "marshal.loads", "marshal.load")
)
_MODULES: Final = frozenset(("ctypes", "_ctypes", "_testcapi", "_testinternalcapi", "_xxsubinterpreters", "bdb", "pdb"))
_FRAMES: Final = frozenset(("tb_frame", "gi_frame", "cr_frame", "ag_frame"))
_CODE: Final = frozenset(("__code__", "gi_code", "cr_code", "ag_code"))
_NAMING_MODULES: Final = ("collections", "typing", "enum", "dataclasses")


class Audit:
    """The hook of a process and of all that is forked from it; it does nothing until it is armed."""

    def __init__(self, folders: Sequence[str], library: Callable[[bytes], bool]) -> None:
        """Install it.

        folders: where library code lies, which may read code objects. library(data): whether marshalled data is of it.
        """
        self._armed: list[Callable[[str], None]] = []
        _give_names_without_frames()
        sys.addaudithook(_hook(self._armed, tuple(folders), library))

    def arm(self, taint: Callable[[str], None]) -> None:
        """From here on: `taint` sends a reason and ends the process."""
        self._armed.append(taint)


class _Caller:
    """What library code wants of its caller's frame: the name of its module."""

    def __init__(self, name: str) -> None:
        self.f_globals = {"__name__": name}


def _named_caller(depth: int = 0) -> _Caller:
    """Stands in for sys._getframe where the library only asks who calls: no frame leaves it."""
    return _Caller(_getframe(depth + 1).f_globals.get("__name__", "__main__"))


_getframe = sys._getframe


def _give_names_without_frames() -> None:
    """Up to 3.11 named tuples, enums and type variables look up their module through a frame; give them another sys."""
    for name in _NAMING_MODULES:
        module = sys.modules[name]
        alias = "_sys" if hasattr(module, "_sys") else "sys"
        if hasattr(module, alias):
            setattr(module, alias, _stand_in(sys, _getframe=_named_caller))
    for name, module in list(sys.modules.items()):  # sympy asks for names of the caller's variables, and needs none
        if name.startswith("sympy.") and getattr(module, "inspect", None) is inspect:
            setattr(module, "inspect", _stand_in(inspect, currentframe=_NoFrame))  # noqa: B010


class _NoFrame:
    """A caller that has no variables."""

    def __init__(self) -> None:
        self.f_back, self.f_locals, self.f_globals = self, {}, {}  # type: ignore[var-annotated]


def _stand_in(module: types.ModuleType, **changed: object) -> types.ModuleType:
    copied = types.ModuleType(module.__name__)
    vars(copied).update(vars(module), **changed)
    return copied


def _hook(
    armed: list[Callable[[str], None]], friends: tuple[str, ...], library: Callable[[bytes], bool]
) -> Callable[[str, tuple[Any, ...]], None]:
    """Everything it uses is bound here: by the time it is called, builtins and modules may be the program's own."""
    hard = os._exit
    frame, ident, naming = sys._getframe, threading.get_ident, _named_caller.__code__
    events, conditional = _EVENTS.get, _CONDITIONAL
    modules, frames, code = _MODULES, _FRAMES, _CODE
    looking: list[int] = []  # threads inside caller(), whose own look at frames is not the program's
    enter, leave = looking.append, looking.remove

    def caller() -> CodeType:
        me = ident()
        enter(me)
        try:  # a program at the edge of its stack can make any of this fail: it must not stay excused
            return frame(2).f_code
        finally:
            leave(me)

    def refuse(reason: str) -> None:
        try:
            armed[0](reason)
        finally:
            hard(77)

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if not armed:
            return
        reason = events(event)
        if reason is not None:
            refuse(reason)
        if event not in conditional or ident() in looking:
            return
        if event == "import":
            # Library code may try (numpy does, and lives without): there is nothing to be found.
            if arguments[0] in modules and not caller().co_filename.startswith(friends):
                refuse(arguments[0])
        elif event == "sys._getframe":
            if caller() is not naming:
                refuse("sys._getframe")
        elif event == "object.__getattr__":
            if arguments[1] in frames or (arguments[1] in code and not caller().co_filename.startswith(friends)):
                refuse(arguments[1])
        elif event == "object.__setattr__":
            if arguments[1] in code:
                refuse(arguments[1])
        elif event == "marshal.load" or not library(arguments[0]):
            refuse("marshal")

    return audit
