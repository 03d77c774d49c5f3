"""The audit hook that ends a run when its program reaches for what could touch a recorder.

Frames, the collector's lists of objects, code objects, trace functions and ctypes lead from a program to the recorder
that watches it. Python reports each such act before it happens; the hook answers by sending a sealed taint and ending
the process, so nothing done afterwards counts. A hook cannot be removed, and no frame of it is ever handed out.

Not covered: acts without an audit event. `f_back`, `f_locals` and `__closure__` have none, but need a frame or a
Python function of ours first; memory corrupted by a bug of the interpreter has none at all.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
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
    "builtins.breakpoint": "breakpoint",
}
_CONDITIONAL: Final = {
    "code.__new__",
    "function.__new__",
    "import",
    "sys._getframe",
    "object.__getattr__",
    "object.__setattr__",
    "marshal.loads",
    "compile",
}
_MODULES: Final = frozenset(("ctypes", "_ctypes", "_testcapi", "_testinternalcapi", "_xxsubinterpreters", "bdb", "pdb"))
_FRAMES: Final = frozenset(("tb_frame", "gi_frame", "cr_frame", "ag_frame"))
_CODE: Final = frozenset(("__code__", "gi_code", "cr_code", "ag_code"))
# Library code that looks at its caller's module and hands no frame back.
_MAY_LOOK_UP: Final = ("collections/__init__.py", "typing.py", "enum.py", "dataclasses.py")


class Audit:
    """The hook of a process and of all that is forked from it; it does nothing until it is armed."""

    def __init__(self, folders: Sequence[str]) -> None:
        """Install it. `folders` hold library code, which may do what a program may not."""
        self._armed: list[Callable[[str], None]] = []
        sys.addaudithook(_hook(self._armed, tuple(folders)))

    def arm(self, taint: Callable[[str], None]) -> None:
        """From here on: `taint` sends a reason and ends the process."""
        self._armed.append(taint)


def _hook(armed: list[Callable[[str], None]], friends: tuple[str, ...]) -> Callable[[str, tuple[Any, ...]], None]:
    """Everything it uses is bound here: by the time it is called, builtins and modules may be the program's own."""
    frame, ident = sys._getframe, threading.get_ident
    events, conditional = _EVENTS.get, _CONDITIONAL
    modules, frames, code = _MODULES, _FRAMES, _CODE
    may_look_up = tuple(os.path.join(folder, *name.split("/")) for folder in friends for name in _MAY_LOOK_UP)
    makes_code = frozenset(("code.__new__", "function.__new__"))
    may_make_code = tuple(os.path.join(folder, "types.py") for folder in friends)  # types.coroutine
    looking: list[int] = []  # threads inside caller(), whose own look at frames is not the program's
    enter, leave = looking.append, looking.remove

    def caller() -> str:
        me = ident()
        enter(me)
        name = frame(2).f_code.co_filename
        leave(me)
        return name

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if not armed:
            return
        taint = armed[0]
        reason = events(event)
        if reason is not None:
            taint(reason)
        if event not in conditional or ident() in looking:
            return
        if event == "import":
            if arguments[0] in modules:
                taint(arguments[0])
        elif event == "sys._getframe":
            if caller() not in may_look_up:
                taint("sys._getframe")
        elif event == "object.__getattr__":
            if arguments[1] in frames or (arguments[1] in code and not caller().startswith(friends)):
                taint(arguments[1])
        elif event == "object.__setattr__":
            if arguments[1] in code and caller() not in may_make_code:
                taint(arguments[1])
        elif event in makes_code:
            if caller() not in may_make_code:
                taint("code objects")
        elif event == "marshal.loads":
            if not caller().startswith(friends):
                taint("marshal.loads")
        elif type(arguments[1]) is not str or arguments[1].startswith(friends):  # compile
            taint("code compiled in the library's name")

    return audit
