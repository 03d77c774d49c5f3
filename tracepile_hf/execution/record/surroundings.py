"""What a program finds around it while it is recorded: its own `__main__`, streams, a fixed seed.

All runs of a program have the same surroundings, so that they can be compared. Nothing among them is a function of
ours: a program that looks at what it can reach finds Python's own.
"""

from __future__ import annotations

import atexit
import builtins
import calendar
import decimal
import io
import random
import sys
import threading
import types
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from tracepile_hf.execution.record.rules import ABSENT, MODULE

RECURSION: Final = 1000  # the recursion limit programs start with
_CONTEXT: Final = decimal.Context(
    prec=28, rounding=decimal.ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0
)
_start: Final = threading.Thread.start
_register: Final = atexit.register


class Surroundings:
    """Made and settled for a run, entered when it begins; `restore` puts back what was there.

    name: the program's `__name__`. alone: nothing runs in this process afterwards, so nothing is put back, and all but
    the last step may be taken before it is forked.
    """

    def __init__(self, capture: bool, name: str = "__main__", *, alone: bool = False) -> None:
        self._alone = alone
        self._kept = (
            {key: sys.modules.get(key) for key in ("__main__", MODULE, *ABSENT)},
            sys.stdout,
            sys.getrecursionlimit(),
            decimal.getcontext(),
        )
        self._put_back = _nothing if alone else _putting_back()
        self._captured = io.TextIOWrapper(io.BytesIO(), encoding="utf-8") if capture else None
        self._at_exit: list[Callable[[], Any]] = []
        self._apart = capture  # exit functions of this process are not the program's
        self._argv = sys.argv[:]
        if self._captured is not None:
            sys.stdout = self._captured
        self._stdout = sys.stdout
        for stream, mode in ((sys.stdin, "r"), (sys.stdout, "w")):
            stream.mode = mode  # type: ignore[misc]  # as the interpreter sets it: fast readers look at it
        self._module = types.ModuleType(name)
        self.main = self._module.__dict__
        self.main.update({"__builtins__": dict(vars(builtins)), "__file__": "program.py"})
        sys.setrecursionlimit(RECURSION)
        threading.Thread.start = _one_after_the_other  # type: ignore[method-assign]  # for this run
        sys.argv[:] = ["program.py"]
        random.seed(0)
        decimal.setcontext(_CONTEXT.copy())

    def enter(self) -> dict[str, Any]:
        """The last step: the program's module becomes `__main__`. Its names."""
        sys.modules["__main__"] = self._module
        if self._module.__name__ == MODULE:
            sys.modules[MODULE] = self._module
        for name in ABSENT:
            sys.modules[name] = types.ModuleType(name)
        if self._apart:
            atexit.register = self._register  # type: ignore[assignment]  # for this run
        else:
            atexit._clear()
        return self.main

    def finish(self) -> None:
        """What the interpreter does after a program: exit functions, then a flush. Their errors go nowhere."""
        if not self._apart:
            self._at_exit = [atexit._run_exitfuncs]
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
        modules, sys.stdout, limit, context = self._kept
        for name, module in modules.items():
            if module is not None:
                sys.modules[name] = module
            else:
                sys.modules.pop(name, None)
        sys.setrecursionlimit(limit)
        self._put_back()
        threading.Thread.start = _start  # type: ignore[method-assign]
        sys.argv[:] = self._argv
        atexit.register = _register
        decimal.setcontext(context)
        if self._captured is None:
            return None
        try:
            self._captured.flush()
            return self._captured.buffer.getvalue().decode("utf-8", "replace")
        except ValueError:  # the program closed it
            return ""

    def _register(self, function: Any, *arguments: Any, **named: Any) -> Any:
        self._at_exit.append(partial(function, *arguments, **named))
        return function


def _nothing() -> None:
    """Nothing runs afterwards: nothing is put back."""


def _putting_back() -> Callable[[], None]:
    """What puts back everything that a program can set for all that runs in this process after it."""
    first_day, default, filters = calendar.firstweekday(), decimal.DefaultContext.copy(), list(warnings.filters)
    stack = threading.stack_size()
    digits = sys.get_int_max_str_digits() if hasattr(sys, "get_int_max_str_digits") else None

    def put_back() -> None:
        calendar.setfirstweekday(first_day)
        for name in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp"):
            setattr(decimal.DefaultContext, name, getattr(default, name))
        decimal.DefaultContext.clear_flags()
        decimal.DefaultContext.traps.update(default.traps)
        warnings.resetwarnings()
        warnings.filters[:] = filters  # type: ignore[index]  # a list, whatever typeshed calls it
        threading.stack_size(stack)
        if digits is not None:
            sys.set_int_max_str_digits(digits)

    return put_back


def _start_and_wait(thread: Any, start: Any = _start) -> None:
    """Threads run one after the other: the big-stack idiom keeps its meaning, and the journal its order."""
    start(thread)
    if not thread.daemon:
        thread.join()


# The same function as one of `threading`: its globals lead to nothing of ours.
_one_after_the_other: Final = types.FunctionType(
    _start_and_wait.__code__.replace(co_filename=threading.__file__ or ""), vars(threading), "start", (_start,)
)
_one_after_the_other.__qualname__ = "Thread.start"
