"""The system calls the standard library has no function for, through ctypes; and a way to leave ctypes unreachable.

ctypes reads and writes any memory of its process, a recorder's included, so a program must not find it. `hide` takes
its classes out of `__subclasses__()` and its modules out of `sys.modules`; stdlib does not offer it again.
"""

from __future__ import annotations

import ctypes
import gc
import os
import struct
import sys
import weakref
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from tracepile_hf.execution.jail.inside import syscalls

PR_SET_PDEATHSIG: Final = 1
PR_SET_DUMPABLE: Final = 4
PR_SET_CHILD_SUBREAPER: Final = 36
PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_SET_MODE_FILTER: Final = 1


Step = Callable[[], Any]


class Kernel:
    """System calls by name. OSError, with the call's name, when one fails."""

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._syscall = self._libc.syscall
        self._syscall.restype = ctypes.c_long
        self._kept: list[object] = []
        self.machine = os.uname().machine
        self._numbers = syscalls.numbers(self.machine)

    def call(self, name: str, *arguments: Any) -> int:
        words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
        return self.take(partial(self._syscall, ctypes.c_long(self._numbers[name]), *words), name)

    def take(self, step: Step, name: str) -> int:
        """Take a step now. OSError when it fails."""
        result = int(step())
        if result < 0:
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error), name)
        return result

    def prctl(self, option: int, value: int) -> None:
        self.call("prctl", option, value, 0, 0, 0)

    def filter(self, program: bytes) -> Step:
        """A step that installs a seccomp filter. Needs no_new_privs."""
        buffer = ctypes.create_string_buffer(program, len(program))
        self._kept.append(buffer)  # the kernel reads it when the step is taken
        header = struct.pack("H6xQ", len(program) // 8, ctypes.addressof(buffer))  # struct sock_fprog
        return self.step("seccomp", _SECCOMP_SET_MODE_FILTER, 0, header)

    def step(self, name: str, *arguments: Any) -> Step:
        """A system call made ready beforehand, with nothing left to do after a fork; it returns -1 when it fails."""
        words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
        return partial(self._syscall, ctypes.c_long(self._numbers[name]), *words)


def release_memory() -> None:
    """Give freed memory back to the system where the C library can, so that forks have fewer pages to look at."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        gc.collect()
        trim(0)


def hide(packages: frozenset[str]) -> None:
    """Make these packages' modules and classes unreachable by name; who holds a reference goes on using them."""
    own = {id(kind) for kind in _below(object) if str(kind.__module__).partition(".")[0] in packages}
    for table in gc.get_objects():
        if type(table) is dict and _is_subclass_table(table):
            for key in own & table.keys():
                del table[key]
    for name in [name for name in sys.modules if name.partition(".")[0] in packages]:
        del sys.modules[name]


def _below(kind: type, seen: set[type] | None = None) -> set[type]:
    seen = set() if seen is None else seen
    children: set[type] = set(type.__subclasses__(kind))
    for below in children - seen:
        seen.add(below)
        _below(below, seen)
    return seen


def _is_subclass_table(table: dict[Any, Any]) -> bool:
    """CPython keeps a class's subclasses as {address: weak reference}, 3.10 to 3.13."""
    return bool(table) and all(type(key) is int and type(value) is weakref.ref for key, value in table.items())
