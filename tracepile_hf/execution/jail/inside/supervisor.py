"""The zygote's part in a job: sees each run of a warden's children through, and passes on what came out, unread.

It reads three pipes up to their caps, ends a run at its wall-clock limit, and holds no opinion about the bytes: only
the service does. It is the only process of the jail that a program's limits and uid do not bind, so it never parses.
"""

from __future__ import annotations

import os
import select
import struct
import time
from typing import Any, Final, NoReturn

from tracepile_hf.execution.jail.frames import Channel, ChannelError, Scanner
from tracepile_hf.execution.jail.inside.pipes import SHARED, Outer
from tracepile_hf.execution.jail.inside.warden import READY, WORDS
from tracepile_hf.execution.jail.inside.watch import Exit, kill

PREPARE_SECONDS: Final = 20.0
PREPARE_TIMES: Final = 1.5  # compiling may take so many times what a run may
LINGER: Final = 1.0  # seconds a child may take to exit after its end record
TOGETHER: Final = 16  # replies in one message,
SOON: Final = 0.05  # or what came in so many seconds,
LARGE: Final = 1 << 16  # or a reply of so many bytes
SHORT: Final = 5  # milliseconds: most runs are over in this time, with all they wrote still in their pipes
STDERR_TAIL: Final = 8192
_PIECE: Final = 1 << 16  # as much as a pipe holds


class WardenLost(Exception):
    """The warden ended before its work was done."""


class Supervisor:
    """Of one warden and its runs. `run_all` is to be called once."""

    def __init__(self, job: dict[str, Any], pipes: Outer, replies: Replies) -> None:
        self.job, self.limits, self.pipes, self.replies = job, job["limits"], pipes, replies
        self.outputs = _poll(pipes.out, pipes.err, pipes.records)
        self.everything = _poll(pipes.out, pipes.err, pipes.records, pipes.ends)
        self.service = replies.descriptor
        self.everything.register(self.service, 0)  # its end is told without being asked for; nothing else is
        self.end = _poll(pipes.ends)

    def run_all(self, runs: list[int]) -> bool:
        """See these runs through; whether the warden was late.

        WardenLost: it ended by itself before they were done. ChannelError: nobody waits for them any more.
        """
        words = self._first_words()
        if words is None:
            return True
        kind, _, detail = words.partition("\n")
        if kind != READY:
            self.replies.say(kind, detail)
            return False
        for batch in self._batches(runs):
            while batch:
                batch = self._child(batch)
        return False

    def _first_words(self) -> str | None:
        """What the warden says of the program; None: nothing in time."""
        if not self.end.poll(min(PREPARE_SECONDS, self.limits["seconds"] * PREPARE_TIMES) * 1000):
            return None
        return self._heard(self.pipes.ends, WORDS).decode("utf-8", "replace")

    def _heard(self, descriptor: int, size: int) -> bytes:
        words = os.read(descriptor, size)
        if not words:
            self._lost(os.read(self.pipes.ends, WORDS) if descriptor == self.pipes.pids else b"")
        return words

    def _batches(self, runs: list[int]) -> list[list[int]]:
        """The runs each child gets: one, or many of the same mode if the program is our own."""
        if not self.job["share"]:
            return [[run] for run in runs]
        modes = len(self.job["modes"])
        parts = [[run for run in runs if run % modes == mode] for mode in range(modes)]
        return [part[at : at + SHARED] for part in parts for at in range(0, len(part), SHARED)]

    def _child(self, batch: list[int]) -> list[int]:
        """Have a child run these; the runs that are still to do if it ended early."""
        self._tell(struct.pack(f"{len(batch)}I", *batch))
        left: list[int] = []
        for position, run in enumerate(batch):
            last = position == len(batch) - 1
            observed = Observed(self.limits, self.pipes, self.outputs)
            fate = self._one(observed, last)
            self.replies.add(observed.head(run, fate, began=position > 0), observed.blob())
            if fate is not None:
                left = batch[position + 1 :]
                break
        self._tell(b"n")
        return left

    def _tell(self, words: bytes) -> None:
        try:
            os.write(self.pipes.command, words)
        except BrokenPipeError:
            raise WardenLost from None

    def _one(self, observed: Observed, last: bool) -> Exit | None:
        """Watch one run to its end record (None: the child goes on) or to the child's end."""
        started = time.monotonic()
        deadline = started + self.limits["seconds"]
        ends = self.pipes.ends
        if self.job["share"]:
            os.write(self.pipes.go, b"!")
        if not (last and self.end.poll(SHORT)):
            ended = False
            while not ended:
                left = deadline - time.monotonic()
                if left <= 0 and not observed.over:
                    observed.killed = "time"
                if observed.killed or left <= 0:
                    break
                for descriptor, event in self.everything.poll(left * 1000):
                    if descriptor == ends:
                        ended = True
                    elif descriptor == self.service:
                        raise ChannelError("the service is gone, and nobody waits for this run")
                    elif event & select.POLLIN:
                        observed.take(descriptor)
                if observed.over and not ended:
                    observed.drain()
                    if not last:
                        observed.seconds = time.monotonic() - started
                        return None
                    deadline = min(deadline, time.monotonic() + LINGER)
        fate = self._end()
        observed.drain()
        observed.seconds = time.monotonic() - started
        observed.discard()
        return fate

    def _end(self) -> Exit:
        """End the child and all of its group, if it has not ended by itself; how it ended."""
        kill(int.from_bytes(self._heard(self.pipes.pids, 4), "little"))
        words = self._heard(self.pipes.ends, WORDS)
        if len(words) != 2:
            self._lost(words)
        if self.job["share"] and select.select([self.pipes.go_back], [], [], 0)[0]:
            os.read(self.pipes.go_back, 1)  # a word to go on that the child did not take
        return Exit(words[1], 0) if words[0] else Exit(-1, words[1])

    def _lost(self, words: bytes) -> NoReturn:
        kind, _, detail = words.decode("utf-8", "replace").partition("\n")
        if kind == "failed":
            self.replies.say(kind, detail)
        raise WardenLost


def _poll(*descriptors: int) -> select.poll:
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    return poll


class Replies:
    """Sends what runs came to, several in one message: each message wakes the service up."""

    def __init__(self, channel: Channel) -> None:
        self.descriptor = channel.descriptor
        self._channel, self._since = channel, 0.0
        self._heads: list[dict[str, Any]] = []
        self._blobs: list[bytes] = []

    def add(self, head: dict[str, Any], blob: bytes) -> None:
        """What one run came to."""
        now = time.monotonic()
        if not self._heads:
            self._since = now
        self._heads.append(head)
        self._blobs.append(blob)
        if len(self._heads) == TOGETHER or now - self._since > SOON or len(blob) > LARGE:
            self.flush()

    def flush(self) -> None:
        """Send what is waiting."""
        if self._heads:
            self._channel.send({"kind": "runs", "runs": self._heads}, b"".join(self._blobs))
            self._heads, self._blobs = [], []

    def say(self, kind: str, detail: str) -> None:
        """Why there will be no runs."""
        self._channel.send({"kind": kind, "error": detail})


class Observed:
    """What came out of one run, held under its caps. `pipes`: out, err, records."""

    def __init__(self, limits: dict[str, Any], pipes: Outer, poll: select.poll) -> None:
        self.output_cap, self.record_cap = limits["output_bytes"], limits["payload_bytes"]
        self.pipes, self.poll = pipes, poll
        self.out, self.err, self.records = bytearray(), bytearray(), bytearray()
        self.err_total = 0
        self.scanner, self.over = Scanner(), False
        self.killed = ""
        self.seconds = 0.0

    def take(self, descriptor: int) -> int:
        """Read what is there; how many bytes that was."""
        data = os.read(descriptor, _PIECE)
        if descriptor == self.pipes.records:
            self.records += data
            self.over = self.over or self.scanner.ended(self.records)
            if len(self.records) > self.record_cap:
                self.killed = "payload"
            return len(data)
        if descriptor == self.pipes.out:
            self.out += data
        else:
            self.err_total += len(data)
            self.err = (self.err + data)[-STDERR_TAIL:]
        if max(len(self.out), self.err_total) > self.output_cap:
            self.killed = "output"
            del self.out[self.output_cap :]
        return len(data)

    def _ready(self) -> list[int]:
        return [descriptor for descriptor, event in self.poll.poll(0) if event & select.POLLIN]

    def drain(self) -> None:
        """Read what is already in the pipes, without waiting for anybody who still holds them open."""
        while self.killed not in ("output", "payload") and (ready := self._ready()):
            for descriptor in ready:  # until none is left: a pipe may give less than it holds at a time
                self.take(descriptor)

    def discard(self) -> None:
        """Empty the pipes of a run that was ended for writing too much: the next one uses them too."""
        while self.killed in ("output", "payload") and (ready := self._ready()):
            for descriptor in ready:
                os.read(descriptor, _PIECE)

    def head(self, run: int, fate: Exit | None, *, began: bool) -> dict[str, Any]:
        """How it ended and how much there is of it, as the service reads it. `began`: its child had done others."""
        return {
            "run": run,
            "began": began,
            "killed": self.killed,
            "code": 0 if fate is None else fate.code,
            "signal": 0 if fate is None else fate.signal,
            "seconds": self.seconds,
            "sizes": [len(self.out), len(self.err), len(self.records)],
        }

    def blob(self) -> bytes:
        """All that came out."""
        return b"".join((self.out, self.err, self.records))
