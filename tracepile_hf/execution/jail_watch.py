"""Waiting for a process with a deadline, and ending it with everything it started.

POSIX only. Uses a pidfd where the kernel has one, short sleeps elsewhere.
"""

from __future__ import annotations

import os
import select
import signal
import time
from typing import NamedTuple


class Exit(NamedTuple):
    """How a process ended. `late`: it was ended by us because its time was up."""

    code: int  # exit status, or -1 when a signal ended it
    signal: int  # 0 when it exited by itself
    late: bool = False

    @property
    def text(self) -> str:
        if self.signal:
            return f"signal {self.signal}"
        return f"exit {self.code}"


def open_pid(pid: int) -> int | None:
    """A descriptor that becomes readable when the process ends; None where there is no such thing."""
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return None


def reap(pid: int, *, late: bool = False) -> Exit:
    """Wait for a process that has ended or been killed."""
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return Exit(-1, -code, late) if code < 0 else Exit(code, 0, late)


def has_ended(pid: int) -> bool:
    """Whether the child has ended; it stays unreaped, so its id cannot be given to another process meanwhile."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def kill(pid: int) -> None:
    """End an unreaped child and its process group."""
    for end in (os.killpg, os.kill):
        try:
            end(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def wait_until(pid: int, deadline: float) -> Exit:
    """Wait for a child; kill it and its group when time.monotonic() passes `deadline`."""
    watch = open_pid(pid)
    try:
        while not has_ended(pid):
            left = deadline - time.monotonic()
            if left <= 0:
                kill(pid)
                return reap(pid, late=True)
            if watch is None:
                time.sleep(min(left, 0.005))
            else:
                select.select([watch], [], [], left)
        kill(pid)  # what is left of its group, before its id is free again
        return reap(pid)
    finally:
        if watch is not None:
            os.close(watch)


def end_group(pid: int) -> None:
    """End what is left of a process group whose leader has been reaped."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
