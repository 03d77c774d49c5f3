"""The warden: a process that lives for one program, compiles it, and forks a child for each run.

It never executes the program. It feeds a run its standard input, reads its three pipes up to their caps, ends it at
the wall-clock limit, and passes on what came out as bytes, unread: only the service holds an opinion about them.
"""

from __future__ import annotations

import contextlib
import os
import select
import time
import traceback
from types import ModuleType
from typing import Any, Final

from tracepile_hf.execution.child import Pipes, Task, file_of
from tracepile_hf.execution.jail_frames import Channel, Scanner
from tracepile_hf.execution.jail_layers import Jail
from tracepile_hf.execution.jail_watch import Exit, has_ended, kill, open_pid, reap

LINGER: Final = 1.0  # seconds a child may take to exit after its end record
STDERR_TAIL: Final = 8192
STACKS: Final = 576 << 20  # address space on top for programs that ask for threads with a large stack


def work(job: dict[str, Any], runner: ModuleType, channel: Channel, jail: Jail) -> Task:
    """Do one job and exit. Returns only in a child, with what it has to run."""
    os.setpgid(0, 0)
    try:
        jail.enclose_warden()
    except OSError as error:
        channel.send({"kind": "failed", "error": f"the warden could not be enclosed: {error}"})
        os._exit(1)
    if "stack_size" in job["code"]:
        job["limits"]["stack_bytes"] = STACKS
    try:
        prepared = runner.prepare(job["code"], job["entry_point"])
    except Exception as error:  # the boundary: a hostile source may make any part of the compiler raise anything
        detail = f"{type(error).__name__}: {error}"[:2000].encode("utf-8", "replace").decode()
        channel.send({"kind": "unprepared", "error": detail})
        os._exit(0)
    try:
        task = _run_all(job, prepared, runner, channel, jail)
    except BaseException:
        channel.send({"kind": "failed", "error": traceback.format_exc()[-4000:]})
        os._exit(1)
    if task is None:
        os._exit(0)
    return task


def _run_all(job: dict[str, Any], prepared: object, runner: ModuleType, channel: Channel, jail: Jail) -> Task | None:
    runs = [(case, mode) for case in range(len(job["cases"])) for mode in job["modes"]]
    if not job["share"]:
        batches = [[run] for run in range(len(runs))]
    else:
        batches = [[run for run, (_, mode) in enumerate(runs) if mode == wanted] for wanted in job["modes"]]
    for batch in batches:
        while batch:
            flight = _Flight(job, runs, batch)
            if not flight.launch():
                return Task(job, runs, batch, prepared, runner, flight.inner, channel.descriptor, jail)
            batch = flight.watch(channel)
    return None


class _Flight:
    """A child and the runs it was given; several only when the program is our own."""

    def __init__(self, job: dict[str, Any], runs: list[tuple[int, str]], batch: list[int]) -> None:
        self.job, self.runs, self.batch = job, runs, batch
        self.limits = job["limits"]
        self.inner = Pipes()
        self.pid = 0

    def launch(self) -> bool:
        """Fork; False in the child."""
        for run in self.batch:
            case, _ = self.runs[run]
            self.inner.stdin.append(file_of(self.job["cases"][case].get("stdin", "")))
        out, err, records, go = os.pipe(), os.pipe(), os.pipe(), os.pipe()
        self.inner.out, self.inner.err, self.inner.records, self.inner.go = out[1], err[1], records[1], go[0]
        self.outer = (out[0], err[0], records[0], go[1])
        self.pid = os.fork()
        if self.pid == 0:
            for descriptor in self.outer:
                os.close(descriptor)
            return False
        self.inner.close()
        for descriptor in self.outer:
            os.set_blocking(descriptor, False)
        return True

    def watch(self, channel: Channel) -> list[int]:
        """See the runs through and send a reply for each; the runs that are still to do if the child ended early."""
        watch = open_pid(self.pid)
        try:
            for position, run in enumerate(self.batch):
                last = position == len(self.batch) - 1
                observed = _Observed(self.limits)
                fate = self._one(observed, watch, last)
                channel.send(observed.head(run, fate), observed.blob())
                if fate is not None:
                    return self.batch[position + 1 :]
            return []
        finally:
            for descriptor in self.outer:
                os.close(descriptor)
            if watch is not None:
                os.close(watch)

    def _one(self, observed: _Observed, watch: int | None, last: bool) -> Exit | None:
        """Watch one run to its end record (None: the child goes on) or to the child's end."""
        out, err, records, go = self.outer
        started = time.monotonic()
        deadline = started + self.limits["seconds"]
        with contextlib.suppress(BrokenPipeError):  # the child is gone already: has_ended says how
            os.write(go, b"!")
        poll = select.poll()
        for descriptor in (out, err, records, *(() if watch is None else (watch,))):
            poll.register(descriptor, select.POLLIN)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 and not observed.over:
                observed.killed = "time"
            if observed.killed or left <= 0:
                kill(self.pid)
                break
            ready = poll.poll(left * 1000 if watch is not None else min(left * 1000, 5))
            ended = has_ended(self.pid)
            for descriptor, _ in ready:
                if descriptor != watch and not observed.take(descriptor, self.outer):
                    poll.unregister(descriptor)
            if ended:
                break
            if observed.over:
                observed.drain(self.outer)
                if not last:
                    observed.seconds = time.monotonic() - started
                    return None
                deadline = min(deadline, time.monotonic() + LINGER)
        observed.drain(self.outer)
        kill(self.pid)
        observed.seconds = time.monotonic() - started
        return reap(self.pid)


class _Observed:
    """What came out of one run, held under its caps."""

    def __init__(self, limits: dict[str, Any]) -> None:
        self.output_cap, self.record_cap = limits["output_bytes"], limits["payload_bytes"]
        self.out, self.err, self.records = bytearray(), bytearray(), bytearray()
        self.err_total = 0
        self.scanner, self.over = Scanner(), False
        self.killed = ""
        self.seconds = 0.0

    def take(self, descriptor: int, outer: tuple[int, int, int, int]) -> bool:
        """Read what is there; False once the pipe has closed."""
        try:
            data = os.read(descriptor, 1 << 18)
        except BlockingIOError:
            return True
        if not data:
            return False
        if descriptor == outer[0]:
            self.out += data
        elif descriptor == outer[1]:
            self.err_total += len(data)
            self.err = (self.err + data)[-STDERR_TAIL:]
        else:
            self.records += data
            self.over = self.over or self.scanner.ended(self.records)
        if max(len(self.out), self.err_total) > self.output_cap:
            self.killed = "output"
            del self.out[self.output_cap :]
        if len(self.records) > self.record_cap:
            self.killed = "payload"
        return True

    def drain(self, outer: tuple[int, int, int, int]) -> None:
        """Read what is already in the pipes, without waiting for anybody who still holds them open."""
        poll = select.poll()
        for descriptor in outer[:3]:
            poll.register(descriptor, select.POLLIN)
        left = 3
        while not self.killed and left and (ready := poll.poll(0)):
            for descriptor, _ in ready:
                if not self.take(descriptor, outer):
                    poll.unregister(descriptor)
                    left -= 1

    def head(self, run: int, fate: Exit | None) -> dict[str, Any]:
        return {
            "kind": "run",
            "run": run,
            "killed": self.killed,
            "code": 0 if fate is None else fate.code,
            "signal": 0 if fate is None else fate.signal,
            "seconds": self.seconds,
            "sizes": [len(self.out), len(self.err), len(self.records)],
        }

    def blob(self) -> bytes:
        return bytes(self.out + self.err + self.records)
