"""Inside the jail: the process that runs a program.

Forked from a warden, it puts its descriptors in place, gives away what it may not have, and runs the recorder on one
case (on several, one after the other, when the program is our own). Results leave as sealed records on a descriptor
of their own; standard output and error are ordinary pipes that only carry what the program writes past the recorder.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
import traceback
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Final

from tracepile_hf.execution.jail_frames import END, RESULT, STARTED, seal

OUT_OF_MEMORY_STATUS: Final = 86
RECORD_DESCRIPTOR: Final = 3
GO_DESCRIPTOR: Final = 4


@dataclass
class Pipes:
    """A child's ends of its pipes, and a file of standard input for each of its runs."""

    out: int = -1
    err: int = -1
    records: int = -1
    go: int = -1
    stdin: list[int] = field(default_factory=list)

    def close(self) -> None:
        for descriptor in (self.out, self.err, self.records, self.go, *self.stdin):
            os.close(descriptor)


def file_of(text: str) -> int:
    """An open file with no name that holds `text`, positioned at its start."""
    data = text.encode("utf-8", "surrogateescape")
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("stdin", os.MFD_CLOEXEC)
    else:
        descriptor, name = tempfile.mkstemp()
        os.unlink(name)
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


@dataclass
class Task:
    """What a child has to do; calling it never returns."""

    job: dict[str, Any]
    runs: list[tuple[int, str]]
    batch: list[int]
    prepared: object
    runner: ModuleType
    pipes: Pipes
    channel: int

    def __call__(self) -> None:
        try:
            self._enter()
            for position, run in enumerate(self.batch):
                self._one(position, run)
        except MemoryError:
            os._exit(OUT_OF_MEMORY_STATUS)
        except BaseException:
            os.write(2, traceback.format_exc().encode("utf-8", "replace"))
        finally:
            os._exit(70)

    def _enter(self) -> None:
        os.setpgid(0, 0)
        _place(self.pipes, self.channel)
        _limit(self.job["limits"], len(self.batch))

    def _one(self, position: int, run: int) -> None:
        case_number, mode = self.runs[run]
        case, limits = self.job["cases"][case_number], self.job["limits"]
        os.read(GO_DESCRIPTOR, 1)
        _standard_streams(self.pipes.stdin[position])
        key = bytes.fromhex(self.job["keys"][run])
        _write_all(RECORD_DESCRIPTOR, seal(key, 0, STARTED, b""))
        execute = self.runner.run_traced if mode == "traced" else self.runner.run_plain
        result = execute(self.prepared, case, limits)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        _write_all(RECORD_DESCRIPTOR, seal(key, 1, RESULT, result) + seal(key, 2, END, b""))
        if position == len(self.batch) - 1:
            os._exit(0)


def _place(pipes: Pipes, channel: int) -> None:
    """Descriptors: 1 and 2 the pipes, 3 the records, 4 the go-ahead, from 5 the inputs; nothing else stays open."""
    wanted = [pipes.out, pipes.err, pipes.records, pipes.go, *pipes.stdin]
    high = [os.dup(descriptor) for descriptor in wanted]
    base = max(high) + 1
    moved = []
    for offset, descriptor in enumerate(high):
        os.dup2(descriptor, base + offset, inheritable=False)
        moved.append(base + offset)
    for offset, descriptor in enumerate(moved):
        os.dup2(descriptor, offset + 1)
    pipes.stdin = list(range(5, 5 + len(pipes.stdin)))
    os.closerange(5 + len(pipes.stdin), max(base + len(high), channel + 1))


def _limit(limits: dict[str, Any], runs: int) -> None:
    seconds = int(limits["cpu_seconds"] * runs) + 1
    memory = limits["base_bytes"] + limits["memory_mb"] * 1024 * 1024
    for name, soft, hard in (
        ("RLIMIT_CPU", seconds, seconds + 1),
        ("RLIMIT_AS", memory, memory),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_CORE", 0, 0),
    ):
        _set_limit(getattr(resource, name), soft, hard)


def _set_limit(limit: int, soft: int, hard: int) -> None:
    """Lower a limit; a hard limit that is lower already stays."""
    _, ceiling = resource.getrlimit(limit)
    if ceiling != resource.RLIM_INFINITY:
        hard = min(hard, ceiling)
    resource.setrlimit(limit, (min(soft, hard), hard))


def _standard_streams(stdin: int) -> None:
    os.dup2(stdin, 0)
    for number, name, mode, errors in (
        (0, "stdin", "r", "surrogateescape"),
        (1, "stdout", "w", "strict"),
        (2, "stderr", "w", "backslashreplace"),
    ):
        stream = io.TextIOWrapper(open(number, f"{mode}b", closefd=False), encoding="utf-8", errors=errors)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
