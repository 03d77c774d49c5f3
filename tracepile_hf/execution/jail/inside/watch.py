"""How a process ended, and ending one with everything it started. POSIX only."""

from __future__ import annotations

import os
import signal
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


def reap(pid: int, *, late: bool = False) -> Exit:
    """Wait for a process that has ended or been killed."""
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return Exit(-1, -code, late) if code < 0 else Exit(code, 0, late)


def kill(pid: int) -> None:
    """End an unreaped child and its process group."""
    for end in (os.killpg, os.kill):
        try:
            end(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
