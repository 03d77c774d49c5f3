"""Inside the jail: the process that runs a program.

Forked from a warden, it puts its descriptors in place, gives away what it may not have, and runs the recorder on one
case (on several, one after the other, when the program is our own). Results leave as sealed records on a descriptor
of their own; standard output and error are ordinary pipes that only carry what the program writes past the recorder.

No frame of ours lies below the program but the zygote's last line and the recorder's own: what surrounds a run is a
chain of C iterators, and the generators that led to it wait where they are. Everything a run needs is made in the
zygote (`Harness`): what a fork does not touch it need not copy, and nothing is looked up that the program may have
replaced.
"""

from __future__ import annotations

import fcntl
import gc
import io
import os
import struct
import sys
import tempfile
import types
from _blake2 import blake2s
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from types import ModuleType
from typing import Any, Final

from tracepile_hf.execution.jail.frames import END, RECORD_LAYOUT, RESULT, STARTED, TAINT
from tracepile_hf.execution.jail.inside.kernel import Step
from tracepile_hf.execution.jail.inside.layers import RECORD_DESCRIPTOR, RULESET_DESCRIPTOR, Jail
from tracepile_hf.execution.jail.inside.pipes import RESERVED, SHARED, Inner

GO_DESCRIPTOR: Final = 4
HIGHEST: Final = 256

_BLOCK: Final = 4096  # bytes: what open() would take for pipes and these files
_ERRORS = ("surrogateescape", "strict", "backslashreplace")


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


class Harness:
    """What every run needs, made once: standard streams, and sealed records with all that sealing takes."""

    def __init__(self) -> None:
        _reserve()
        self.streams = [_stream(number) for number in range(3)]
        sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__ = self.streams  # type: ignore[misc]
        self.keyed = blake2s()
        self.sequence = 0
        self.started = b""  # a record that goes out together with the result
        seal, send, streams = self._sealing(), _sender(), self.streams
        leave, encode, kinds = os._exit, str.encode, (RESULT, END, TAINT)

        def report(result: bytes) -> None:
            for stream in streams[1:]:
                try:
                    stream.flush()
                except BaseException:  # the program may have closed or broken its streams
                    continue
            send(self.started + seal(kinds[0], result) + seal(kinds[1], b""))

        def taint(reason: str) -> None:
            try:
                send(seal(kinds[2], encode(reason)))
            finally:
                leave(77)

        self.seal, self.send, self.report, self.taint = seal, send, report, taint

    def key(self, key: bytes) -> None:
        """Begin a new run: its records are sealed with this key, from number 0."""
        self.keyed, self.sequence = blake2s(key=key, digest_size=16), 0

    def _sealing(self) -> Callable[[bytes, bytes], bytes]:
        pack, number, size, join = struct.Struct(RECORD_LAYOUT).pack, struct.Struct("!I").pack, len, b"".join

        def seal(kind: bytes, body: bytes) -> bytes:
            mac = self.keyed.copy()
            mac.update(number(self.sequence))
            mac.update(kind)
            mac.update(body)
            header = pack(size(body), self.sequence, kind, mac.digest())
            self.sequence += 1
            return join((header, body))

        return seal


def _reserve() -> None:
    """Put an empty file at 0, the end of a pipe at 1 and 2, and take every other low descriptor."""
    empty = file_of("")
    unread, pipe = os.pipe()
    for low in range(RESERVED):
        os.dup2(pipe if low in (1, 2) else empty, low)
    for descriptor in (empty, unread, pipe):
        if descriptor >= RESERVED:
            os.close(descriptor)


def _stream(number: int) -> io.TextIOWrapper:
    raw = io.FileIO(number, "wb" if number else "rb", closefd=False)
    buffer = io.BufferedWriter(raw, _BLOCK) if number else io.BufferedReader(raw, _BLOCK)
    return io.TextIOWrapper(buffer, encoding="utf-8", errors=_ERRORS[number])


def _sender() -> Callable[[bytes], None]:
    """A write of all the bytes to the record descriptor."""
    write, view, descriptor = os.write, memoryview, RECORD_DESCRIPTOR

    def send(data: bytes) -> None:
        rest = view(data)
        while rest:
            rest = rest[write(descriptor, rest) :]

    return send


@dataclass
class Task:
    """What a child has to do.

    steps: what encloses it, `say` that it is; each fails with OSError or -1. run: an iterator that runs the program as
    it is consumed, in C, to the end. inputs: open files of standard input. keyed: what seals the records of one case.
    """

    steps: Sequence[Step]
    say: Step
    run: Iterator[None]
    inputs: list[int]
    keyed: blake2s

    def begin(self) -> Iterator[None]:
        """Enclose this process; what is left to do."""
        for step in self.steps:
            if step() == -1:
                raise OSError(f"the jail could not be closed: {step}")
        self.say()
        return self.run

    def close(self) -> None:
        """In the warden, when its child has ended."""
        for descriptor in self.inputs:
            os.close(descriptor)


Execute = Callable[[object, dict[str, Any], dict[str, Any]], bytes]


class Child:
    """What a warden makes ready for all children of its program; `task` is what the next of them has to do.

    Whatever can be done before a fork is: here it touches pages that are the warden's own, while a child would have to
    copy each of them first. So a child finds its pipes in their places.
    """

    def __init__(
        self,
        harness: Harness,
        jail: Jail,
        pipes: Inner,
        runner: ModuleType,
        prepared: object,
        job: dict[str, Any],
        runs: list[int],
    ) -> None:
        self.harness, self.prepared, self.runs = harness, prepared, runs
        self.tasks: dict[int, Task] = {}
        self.share, self.limits, self.cases, self.keys = job["share"], job["limits"], job["cases"], job["keys"]
        traced = [mode == "traced" for mode in job["modes"]]
        self.executes: list[Execute] = [runner.run_traced if one else runner.run_plain for one in traced]
        self.readied: list[Callable[[dict[str, Any]], bytes]] = []
        if not self.share and hasattr(runner, "ready"):
            self.readied = [runner.ready(prepared, self.limits, traced=one) for one in traced]
            self.parsed = runner.parsed
        for pipe, place in ((pipes.out, 1), (pipes.err, 2), (pipes.records, RECORD_DESCRIPTOR)):
            os.dup2(pipe, place)
            os.close(pipe)
        if self.share:
            os.dup2(pipes.go, GO_DESCRIPTOR)
            closing: list[Step] = [partial(os.closerange, GO_DESCRIPTOR + 1, RULESET_DESCRIPTOR + 1)]
            closing += [partial(os.close, one) for one in (pipes.go, pipes.command, pipes.pids, pipes.ends)]
        else:
            closing = [partial(os.closerange, RECORD_DESCRIPTOR + 1, HIGHEST)]
        self.steps: list[Step] = [os.setsid, *jail.child_steps(closing)]
        if jail.audit is not None:
            jail.audit.arm(harness.taint)  # nothing that the warden does from here on is an act it answers to

    def task(self, command: bytes) -> Task:
        """What the next child does: the runs in the command, several only when the program is our own.

        Those of single runs are made many at a time, and kept until then: freeing one writes to as many pages.
        """
        self._clean()
        if self.share:
            self._done()
            self.tasks = {0: self._of_many(memoryview(command).cast("I").tolist())}
            return self.tasks[0]
        run = int.from_bytes(command, sys.byteorder)
        if run not in self.tasks:
            self._done()
            first = self.runs.index(run)
            self.tasks = {one: self._of_one(one) for one in self.runs[first : first + SHARED]}
            gc.freeze()
        task = self.tasks[run]
        os.dup2(task.inputs[0], 0)
        self.harness.keyed, self.harness.sequence = task.keyed, 1
        return task

    def _done(self) -> None:
        for task in self.tasks.values():
            task.close()

    def _of_one(self, run: int) -> Task:
        case, mode = divmod(run, len(self.executes))
        self.harness.key(bytes.fromhex(self.keys[run]))
        started = partial(os.write, RECORD_DESCRIPTOR, self.harness.seal(STARTED, b""))
        cases = (self.cases[case],)
        if self.readied:
            results = map(self.readied[mode], (self.parsed(cases[0]),))
        else:
            results = map(self.executes[mode], (self.prepared,), cases, (self.limits,))
        inputs = [file_of(cases[0].get("stdin", ""))]
        return Task(self.steps, started, map(self.harness.report, results), inputs, self.harness.keyed)

    def _of_many(self, runs: list[int]) -> Task:
        chosen = [divmod(run, len(self.executes)) for run in runs]
        cases = [self.cases[case] for case, _ in chosen]
        keys = [bytes.fromhex(self.keys[run]) for run in runs]
        inputs = [file_of(case.get("stdin", "")) for case in cases]
        ready = _ready(self.harness, cases, keys, inputs)
        results = map(self.executes[chosen[0][1]], repeat(self.prepared), ready, repeat(self.limits))
        return Task(self.steps, bool, map(self.harness.report, results), inputs, self.harness.keyed)

    def _clean(self) -> None:
        """Undo what the child before may have done to the pipes that the next one shares with it."""
        for place in (1, 2, RECORD_DESCRIPTOR):
            fcntl.fcntl(place, fcntl.F_SETFL, 0)


def _ready(
    harness: Harness, cases: list[dict[str, Any]], keys: list[bytes], inputs: list[int]
) -> Iterator[dict[str, Any]]:
    """Before each run: wait for the zygote's word, put fresh standard streams in place, say that the run starts.

    Only the first of them says so at once: the others need not wake the zygote for it.
    """
    read, replace, module, names = os.read, os.dup2, sys, ("stdin", "stdout", "stderr")
    for case, key, descriptor in zip(cases, keys, inputs, strict=True):
        read(GO_DESCRIPTOR, 1)
        replace(descriptor, 0)
        harness.streams[:] = [_stream(number) for number in range(3)]
        for name, stream in zip(names, harness.streams, strict=True):
            setattr(module, name, stream)
            setattr(module, f"__{name}__", stream)
        harness.key(key)
        harness.started = harness.seal(STARTED, b"")
        if key is keys[0]:
            harness.send(harness.started)
            harness.started = b""
        yield case


def fresh_main() -> None:
    """Give programs a `__main__` module of their own; the zygote's is nobody's business."""
    sys.modules["__main__"] = types.ModuleType("__main__")
