"""Inside the jail: the process that runs a program.

Forked from a warden, it puts its descriptors in place, gives away what it may not have, and runs the recorder on one
case (on several, one after the other, when the program is our own). Results leave as sealed records on a descriptor
of their own; standard output and error are ordinary pipes that only carry what the program writes past the recorder.

No frame of ours lies below the program but the zygote's last line and the recorder's own: what surrounds a run is a
chain of C iterators. What is needed after the program has run is bound before it starts.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import tempfile
import types
from _blake2 import blake2s
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from types import ModuleType
from typing import Any, Final

from tracepile_hf.execution import jail_audit
from tracepile_hf.execution.jail_frames import END, RECORD_LAYOUT, RESULT, STARTED, TAINT
from tracepile_hf.execution.jail_layers import RECORD_DESCRIPTOR, Jail

GO_DESCRIPTOR: Final = 4
FIRST_INPUT: Final = 5


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
    """What a child has to do: the job, which of its runs, and the means."""

    job: dict[str, Any]
    runs: list[tuple[int, str]]
    batch: list[int]
    prepared: object
    runner: ModuleType
    pipes: Pipes
    channel: int
    jail: Jail

    def begin(self) -> Iterator[None]:
        """Enclose this process; the iterator that comes back runs the program as it is consumed, in C, to the end."""
        os.setsid()
        _place(self.pipes, self.channel)
        limits = self.job["limits"]
        sealer = Sealer([bytes.fromhex(self.job["keys"][run]) for run in self.batch])
        mode = self.runs[self.batch[0]][1]
        execute = self.runner.run_traced if mode == "traced" else self.runner.run_plain
        cases = [self.job["cases"][self.runs[run][0]] for run in self.batch]
        report = _reporter(sealer)
        ready = _ready(cases, sealer)
        sys.modules["__main__"] = types.ModuleType("__main__")
        self.jail.enclose_child(limits, len(self.batch))
        if self.job["watch"] and "audit" not in self.jail.without:
            sys.addaudithook(jail_audit.hook(_tainter(sealer), tuple(self.job["friends"])))
        return map(report, map(execute, repeat(self.prepared), ready, repeat(limits)))


class Sealer:
    """Seals the records of one run after the other; see jail_frames for their form."""

    def __init__(self, keys: list[bytes]) -> None:
        self.next_key = iter([blake2s(key=key, digest_size=16) for key in keys]).__next__
        self.sequence = 0
        self.fresh = blake2s

    def start(self) -> None:
        self.keyed, self.sequence = self.next_key(), 0


def _sealing(sealer: Sealer) -> Callable[[bytes, bytes], bytes]:
    """seal(kind, body) with everything it needs bound now."""
    pack, number, size, join = struct.Struct(RECORD_LAYOUT).pack, struct.Struct("!I").pack, len, b"".join

    def seal(kind: bytes, body: bytes) -> bytes:
        mac = sealer.keyed.copy()
        mac.update(number(sealer.sequence))
        mac.update(kind)
        mac.update(body)
        header = pack(size(body), sealer.sequence, kind, mac.digest())
        sealer.sequence += 1
        return join((header, body))

    return seal


def _sender() -> Callable[[bytes], None]:
    """A write of all the bytes to the record descriptor."""
    write, view, descriptor = os.write, memoryview, RECORD_DESCRIPTOR

    def send(data: bytes) -> None:
        rest = view(data)
        while rest:
            rest = rest[write(descriptor, rest) :]

    return send


def _reporter(sealer: Sealer) -> Callable[[bytes], None]:
    """What follows a run: flush, then the result and the end record, in one write."""
    seal, send, result_kind, end_kind, streams = _sealing(sealer), _sender(), RESULT, END, _streams

    def report(result: bytes) -> None:
        for stream in streams:
            try:
                stream.flush()
            except BaseException:  # the program's own stream object may raise anything
                continue
        send(seal(result_kind, result) + seal(end_kind, b""))

    return report


def _tainter(sealer: Sealer) -> Callable[[str], None]:
    """Send the reason for a refusal and end the process at once."""
    seal, send, kind, leave, encode = _sealing(sealer), _sender(), TAINT, os._exit, str.encode

    def taint(reason: str) -> None:
        try:
            send(seal(kind, encode(reason)))
        finally:
            leave(77)

    return taint


_streams: list[io.TextIOWrapper] = []


def _ready(cases: list[dict[str, Any]], sealer: Sealer) -> Iterator[dict[str, Any]]:
    """Before each run: wait for the warden's word, put fresh standard streams in place, say that the run starts."""
    seal, send, kind = _sealing(sealer), _sender(), STARTED
    read, replace, streams, modes = os.read, os.dup2, _streams, (("stdin", "rb"), ("stdout", "wb"), ("stderr", "wb"))
    wrap, openfile, module, put = io.TextIOWrapper, open, sys, setattr
    errors = ("surrogateescape", "strict", "backslashreplace")
    for position, case in enumerate(cases):
        read(GO_DESCRIPTOR, 1)
        replace(FIRST_INPUT + position, 0)
        streams.clear()
        for number, (name, mode) in enumerate(modes):
            stream = wrap(openfile(number, mode, closefd=False), encoding="utf-8", errors=errors[number])
            put(module, name, stream)
            put(module, f"__{name}__", stream)
            if number:
                streams.append(stream)
        sealer.start()
        send(seal(kind, b""))
        yield case


def _place(pipes: Pipes, channel: int) -> None:
    """Descriptors: 1 and 2 the pipes, 3 the records, 4 the go-ahead, from 5 the inputs; nothing else stays open."""
    wanted = [pipes.out, pipes.err, pipes.records, pipes.go, *pipes.stdin]
    highest = max([*wanted, channel, FIRST_INPUT + len(pipes.stdin)])
    for offset, descriptor in enumerate(wanted):
        os.dup2(descriptor, highest + 1 + offset)
    for offset in range(len(wanted)):
        os.dup2(highest + 1 + offset, offset + 1)
    os.closerange(len(wanted) + 1, highest + 1 + len(wanted))
