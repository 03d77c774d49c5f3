"""The warden: a process that lives for one program, compiles it, and forks a child for each run.

It never executes the program. It feeds a run its standard input, reads its three pipes up to their caps, ends it at
the wall-clock limit, and passes on what came out as bytes, unread: only the service holds an opinion about them.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import time
import traceback
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

from tracepile_hf.execution.child import Harness, Pipes, Task, file_of, several, single
from tracepile_hf.execution.jail_frames import Channel, Scanner
from tracepile_hf.execution.jail_layers import Jail
from tracepile_hf.execution.jail_watch import Exit, has_ended, kill, open_pid, reap

SHARED: Final = 24  # cases one child of a trusted program runs before the next takes over
LINGER: Final = 1.0  # seconds a child may take to exit after its end record
TOGETHER: Final = 16  # replies in one message,
SOON: Final = 0.05  # or what came in so many seconds,
LARGE: Final = 1 << 16  # or a reply of so many bytes
SHORT: Final = 0.005  # most runs are over in this time, with all they wrote still in their pipes
STDERR_TAIL: Final = 8192
STACKS: Final = 576 << 20  # address space on top for programs that ask for threads with a large stack


def work(
    job: dict[str, Any], runner: ModuleType, channel: Channel, jail: Jail, harness: Harness, kept: list[object]
) -> Task:
    """Do one job and exit. Returns only in a child, with what it has to run. `kept`: what a child should not free."""
    os.setpgid(0, 0)
    if "stack_size" in job["code"]:
        job["limits"]["stack_bytes"] = STACKS
    try:
        jail.enclose_warden(job["limits"], len(job["cases"]) if job["share"] else 1)
    except OSError as error:
        channel.send({"kind": "failed", "error": f"the warden could not be enclosed: {error}"})
        os._exit(1)
    try:
        prepared = runner.prepare(job["code"], job["entry_point"])
    except Exception as error:  # the boundary: a hostile source may make any part of the compiler raise anything
        fate, detail = _unprepared(error)
        channel.send({"kind": fate, "error": detail[:2000].encode("utf-8", "replace").decode()})
        os._exit(0)
    try:
        gc.freeze()
        task = _run_all(_Order(channel, job, prepared, runner, jail, harness, kept))
    except BaseException:
        channel.send({"kind": "failed", "error": traceback.format_exc()[-4000:]})
        os._exit(1)
    if task is None:
        os._exit(0)
    return task


def _unprepared(error: Exception) -> tuple[str, str]:
    """Whether the source is no program, or one that the runner cannot prepare; and why."""
    if isinstance(error, SyntaxError):
        return "unreadable", f"{error.msg}, line {error.lineno}" if error.lineno else str(error.msg)
    if isinstance(error, (ValueError, MemoryError)) or "during compilation" in str(error):  # Python's own limits
        return "unreadable", str(error) or type(error).__name__
    return "unprepared", f"{type(error).__name__}: {error}"


def _run_all(order: _Order) -> Task | None:
    replies = _Replies(order.channel)
    for batch in order.batches():
        while batch:
            flight = _Flight(order, batch)
            if not flight.launch():
                return flight.task
            batch = flight.watch(replies)
    replies.flush()
    return None


@dataclass
class _Order:
    """A job with everything that is the same for all its runs."""

    channel: Channel

    job: dict[str, Any]
    prepared: object
    runner: ModuleType
    jail: Jail
    harness: Harness
    kept: list[object]

    def __post_init__(self) -> None:
        self.runs = [(case, mode) for case in self.job["cases"] for mode in self.job["modes"]]

    def batches(self) -> list[list[int]]:
        """Numbers of the runs each child gets: one, or many of the same mode if the program is our own."""
        if not self.job["share"]:
            return [[run] for run in range(len(self.runs))]
        parts = [[run for run, (_, mode) in enumerate(self.runs) if mode == wanted] for wanted in self.job["modes"]]
        return [part[at : at + SHARED] for part in parts for at in range(0, len(part), SHARED)]


class _Flight:
    """A child and the runs it was given; several only when the program is our own."""

    def __init__(self, order: _Order, batch: list[int]) -> None:
        self.batch, self.limits = batch, order.job["limits"]
        cases = [order.runs[run][0] for run in batch]
        keys = [bytes.fromhex(order.job["keys"][run]) for run in batch]
        execute = order.runner.run_traced if order.runs[batch[0]][1] == "traced" else order.runner.run_plain
        out, err, records = os.pipe(), os.pipe(), os.pipe()
        self.inner = Pipes(out[1], err[1], records[1], stdin=[file_of(case.get("stdin", "")) for case in cases])
        self.outer, self.go, self.pid = [out[0], err[0], records[0]], -1, 0
        means = (order.harness, order.jail, self.inner, execute, order.prepared)
        if not order.job["share"]:
            steps, run = single(*means, cases[0], keys[0], self.limits)
        else:
            self.inner.go, self.go = os.pipe()
            others = [order.channel.descriptor, *self.outer, self.go]
            steps, run = several(*means, cases, keys, self.limits, others)
        self.task = Task(steps, run, [order, self, *order.kept])

    def launch(self) -> bool:
        """Fork; False in the child."""
        self.pid = os.fork()
        if self.pid == 0:
            return False
        self.inner.close()
        return True

    def watch(self, replies: _Replies) -> list[int]:
        """See the runs through and send a reply for each; the runs that are still to do if the child ended early."""
        watch = open_pid(self.pid)
        try:
            for position, run in enumerate(self.batch):
                last = position == len(self.batch) - 1
                observed = _Observed(self.limits, self.outer)
                fate = self._one(observed, watch, last)
                replies.add(observed.head(run, fate), observed.blob())
                if fate is not None:
                    return self.batch[position + 1 :]
            return []
        finally:
            for descriptor in (*self.outer, self.go, -1 if watch is None else watch):
                if descriptor >= 0:
                    os.close(descriptor)

    def _one(self, observed: _Observed, watch: int | None, last: bool) -> Exit | None:
        """Watch one run to its end record (None: the child goes on) or to the child's end."""
        started = time.monotonic()
        deadline = started + self.limits["seconds"]
        if self.go >= 0:
            with contextlib.suppress(BrokenPipeError):  # the child is gone already: has_ended says how
                os.write(self.go, b"!")
        if not (last and watch is not None and select.select([watch], [], [], SHORT)[0]):
            poll = select.poll()
            for descriptor in (*self.outer, *(() if watch is None else (watch,))):
                poll.register(descriptor, select.POLLIN)
            while not has_ended(self.pid):
                left = deadline - time.monotonic()
                if left <= 0 and not observed.over:
                    observed.killed = "time"
                if observed.killed or left <= 0:
                    break
                for descriptor, _ in poll.poll(left * 1000 if watch is not None else min(left * 1000, 5)):
                    if descriptor != watch and not observed.take(descriptor):
                        poll.unregister(descriptor)
                if observed.over:
                    observed.drain()
                    if not last:
                        observed.seconds = time.monotonic() - started
                        return None
                    deadline = min(deadline, time.monotonic() + LINGER)
        kill(self.pid)
        observed.drain()
        observed.seconds = time.monotonic() - started
        return reap(self.pid)


class _Replies:
    """Sends what runs came to, several in one message: each message wakes the service up."""

    def __init__(self, channel: Channel) -> None:
        self._channel, self._heads, self._blobs, self._since = channel, [], [], 0.0  # type: ignore[var-annotated]

    def add(self, head: dict[str, Any], blob: bytes) -> None:
        now = time.monotonic()
        if not self._heads:
            self._since = now
        self._heads.append(head)
        self._blobs.append(blob)
        if len(self._heads) == TOGETHER or now - self._since > SOON or len(blob) > LARGE:
            self.flush()

    def flush(self) -> None:
        if self._heads:
            self._channel.send({"kind": "runs", "runs": self._heads}, b"".join(self._blobs))
            self._heads, self._blobs = [], []


class _Observed:
    """What came out of one run, held under its caps. `pipes`: out, err, records."""

    def __init__(self, limits: dict[str, Any], pipes: list[int]) -> None:
        self.output_cap, self.record_cap = limits["output_bytes"], limits["payload_bytes"]
        self.pipes = pipes
        self.out, self.err, self.records = bytearray(), bytearray(), bytearray()
        self.err_total = 0
        self.scanner, self.over = Scanner(), False
        self.killed = ""
        self.seconds = 0.0

    def take(self, descriptor: int) -> bool:
        """Read what is there (something, or the end of the pipe); False at its end."""
        data = os.read(descriptor, _PIECE)
        if not data:
            return False
        which = self.pipes.index(descriptor)
        if which == 0:
            self.out += data
        elif which == 1:
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

    def drain(self) -> None:
        """Read what is already in the pipes, without waiting for anybody who still holds them open."""
        poll = select.poll()
        for descriptor in self.pipes:
            poll.register(descriptor, select.POLLIN)
        left = len(self.pipes)
        while left and self.killed not in ("output", "payload") and (ready := poll.poll(0)):
            for descriptor, event in ready:
                if not event & select.POLLIN or not self.take(descriptor):
                    poll.unregister(descriptor)
                    left -= 1

    def head(self, run: int, fate: Exit | None) -> dict[str, Any]:
        return {
            "run": run,
            "killed": self.killed,
            "code": 0 if fate is None else fate.code,
            "signal": 0 if fate is None else fate.signal,
            "seconds": self.seconds,
            "sizes": [len(self.out), len(self.err), len(self.records)],
        }

    def blob(self) -> bytes:
        return bytes(self.out + self.err + self.records)


_PIECE: Final = 1 << 18
