"""The warden: a process that lives for one program, compiles it, and forks a child for each run it is told to.

It never executes the program, and between two forks it does as little as it can: each page that a process writes to
after a fork is copied first. Looking after a child, its time and what comes out of it is the zygote's work
(supervisor.py), which the warden tells of a child's id and of its end.
"""

from __future__ import annotations

import gc
import os
import resource
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final, NoReturn

from tracepile_hf.execution.jail.inside.child import Child, Harness
from tracepile_hf.execution.jail.inside.layers import Jail
from tracepile_hf.execution.jail.inside.pipes import SHARED, Inner

READY: Final = "ready"
STACKS: Final = 576 << 20  # address space on top for programs that ask for threads with a large stack
WORDS: Final = 3000  # bytes of what a warden says first: less than a pipe takes in one piece


@dataclass
class Work:
    """A job with everything that is the same for all its runs."""

    job: dict[str, Any]
    runner: ModuleType
    jail: Jail
    harness: Harness
    pipes: Inner
    runs: list[int]  # those of this warden

    def begin(self) -> Iterator[Iterable[None]]:
        """Do the job and exit. Yields only in a child, once: what it has to run."""
        os.setpgid(0, 0)
        job, pipes = self.job, self.pipes
        if "stack_size" in job["code"]:
            job["limits"]["stack_bytes"] = STACKS
        try:
            self.jail.enclose_warden(job["limits"], len(job["cases"]) if job["share"] else 1)
        except OSError as error:
            _say(pipes, "failed", f"the warden could not be enclosed: {error}")
            os._exit(1)
        try:
            prepared = self.runner.prepare(job["code"], job["entry_point"])
        except Exception as error:  # the boundary: a hostile source may make any part of the compiler raise anything
            _say(pipes, *_unprepared(error, job["limits"]["memory_mb"]))
            os._exit(0)
        try:
            child = Child(self.harness, self.jail, pipes, self.runner, prepared, job, self.runs)
            gc.freeze()
            _say(pipes, READY, "")
        except BaseException:
            _fail(pipes)
        yield from _fork_when_told(child, pipes)


def _fork_when_told(child: Child, pipes: Inner) -> Iterator[Iterable[None]]:
    """One child at a time; its end is told before it is reaped, so that until then its id is nobody else's."""
    read, write, fork, leave, size = os.read, os.write, os.fork, os._exit, 4 * SHARED
    command, pids, ends = pipes.command, pipes.pids, pipes.ends
    end_of, reap = _waiting()
    try:
        while wanted := read(command, size):
            # Made here, not in the child: the pages it takes are this process's own by now, and need not be copied.
            task = child.task(wanted)
            pid = fork()
            if pid == 0:
                break
            write(pids, pid.to_bytes(4, "little"))
            write(ends, end_of(pid))
            read(command, 1)
            reap(pid, 0)
        else:
            leave(0)
    except BaseException:
        _fail(pipes)
    yield task.begin()
    leave(0)  # the program is through: not a line of the warden's work is this process's


def _fail(pipes: Inner) -> NoReturn:
    _say(pipes, "failed", traceback.format_exc()[-WORDS:])
    os._exit(1)


def _waiting() -> tuple[Callable[[int], bytes], Callable[[int, int], object]]:
    """What waits for a child and says how it ended, and what reaps it afterwards."""
    if not hasattr(os, "waitid"):  # macOS before Python 3.13
        return _end_of_reaped, lambda pid, options: None
    wait, which, flags, exited = os.waitid, os.P_PID, os.WEXITED | os.WNOWAIT, os.CLD_EXITED

    def end_of(pid: int) -> bytes:
        found = wait(which, pid, flags)
        assert found is not None  # it only is where nobody waits
        return bytes((found.si_code == exited, found.si_status & 0xFF))

    return end_of, os.waitpid


def _end_of_reaped(pid: int) -> bytes:
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return bytes((code >= 0, abs(code)))


def _say(pipes: Inner, kind: str, detail: str) -> None:
    os.write(pipes.ends, f"{kind}\n{detail}".encode("utf-8", "replace")[:WORDS])


def _unprepared(error: Exception, memory_mb: int) -> tuple[str, str]:
    """Whether the source is no program, or one that the runner cannot prepare; and why."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10  # the parser raises MemoryError for nesting, too
    if isinstance(error, MemoryError) and 2 * held > memory_mb:
        return "out_of_memory", "compiling it takes more memory than its limit"
    if isinstance(error, SyntaxError):
        return "unreadable", f"{error.msg}, line {error.lineno}" if error.lineno else str(error.msg)
    if isinstance(error, (ValueError, MemoryError)) or "during compilation" in str(error):  # Python's own limits
        return "unreadable", str(error) or type(error).__name__
    return "unprepared", f"{type(error).__name__}: {error}"
