"""One zygote as the service holds it: started by exec, spoken to over one socket, ended and replaced when it fails."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import socket
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError, SandboxError
from tracepile_hf.execution.jail.frames import Channel, ChannelError
from tracepile_hf.execution.jail.outside.replies import Fate, RunReply, judge, read_endings

MODES: Final = ("plain", "traced")
DEFAULT_LIMITS: Final[dict[str, float | int]] = {
    "seconds": 10.0,  # wall clock, each run
    "cpu_seconds": 10,
    "memory_mb": 512,
    "output_bytes": 1 << 20,  # what is written to descriptors 1 and 2
    "payload_bytes": 64 << 20,  # what the recorder sends back
}
JOB_CAP: Final = 64 << 20  # code and cases of one job, as JSON
SLACK: Final = 30.0  # seconds a zygote has beyond what it allows its warden, before it is taken for lost
PING_SECONDS: Final = 5.0  # an idle zygote answers within
LOOK_SECONDS: Final = 1.0  # how often a zygote that says nothing is looked at
START_SECONDS: Final = 60.0
PREPARE_SECONDS: Final = 20.0
EXECUTION: Final = Path(__file__).resolve().parents[2]  # the folder of the room


@dataclass(frozen=True)
class Job:
    """A job as a zygote reads it, and what the service keeps to itself."""

    message: bytes
    runs: list[tuple[int, str]]
    keys: list[bytes]
    seconds: float  # how long it may take in all

    @classmethod
    def of(cls, asked: dict[str, Any], *, share: bool) -> Job:
        """Check a job and give each of its runs a key. InputError: not a job."""
        modes, cases = list(asked.get("modes", MODES)), list(asked["cases"])
        if not modes or not set(modes) <= set(MODES):
            raise InputError(f"modes from {MODES}", repr(modes), "Sandbox.run")
        limits = {**DEFAULT_LIMITS, **asked.get("limits", {})}
        runs = [(case, mode) for case in range(len(cases)) for mode in modes]
        keys = [secrets.token_bytes(32) for _ in runs]
        message = {
            "code": asked["code"],
            "entry_point": asked.get("entry_point"),
            "cases": cases,
            "modes": modes,
            "limits": limits,
            "keys": [key.hex() for key in keys],
            "share": share,
        }
        data = json.dumps(message).encode()
        if len(data) > JOB_CAP:
            raise InputError(f"code and cases of at most {JOB_CAP} bytes", f"{len(data)} bytes", "Sandbox.run")
        prepare = min(PREPARE_SECONDS, 2 * limits["seconds"])
        return cls(data, runs, keys, prepare + len(runs) * (limits["seconds"] + 1.0))


class Zygote:
    """A zygote process and the channel to it. One job at a time; `layers` is what it could put on."""

    def __init__(self, config: dict[str, Any]) -> None:
        if not hasattr(os, "fork"):
            raise SandboxError(f"expected a system that can fork, got {sys.platform}: programs cannot be run here")
        ours, theirs = socket.socketpair()
        try:
            self._process = subprocess.Popen(
                _command({**config, "channel": theirs.fileno()}),
                env=_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        except OSError as error:
            ours.close()
            raise SandboxError(f"expected to start {sys.executable}, got {error} (zygote)") from error
        finally:
            theirs.close()
        self._socket, self._channel = ours, Channel(ours.fileno())
        self._in_use = threading.Lock()
        self.closed = False
        self._end = weakref.finalize(self, _end, self._process, ours, os.getpid())
        self.layers = self._greet()

    def _greet(self) -> dict[str, str]:
        try:
            message = self._channel.receive(time.monotonic() + START_SECONDS)
        except OSError as error:
            self.close()
            raise SandboxError(f"expected the zygote to start, got {error}") from error
        if message is None or message[0].get("kind") != "ready":
            detail = self._last_words() if message is None else str(message[0].get("error"))
            self.close()
            raise SandboxError(f"expected the zygote to start, got: {detail}")
        return {str(layer): str(state) for layer, state in dict(message[0].get("layers", {})).items()}

    def _last_words(self) -> str:
        self._process.kill()
        stderr = self._process.stderr
        return "end of file; " + (stderr.read(4000).decode("utf-8", "replace") if stderr else "")

    def work(self, job: Job) -> list[RunReply]:
        """Do a job. OSError, SandboxError: the jail failed, not the program."""
        with self._in_use:
            return self._work(job)

    def _work(self, job: Job) -> list[RunReply]:
        deadline = time.monotonic() + job.seconds + SLACK
        self._channel.send({"kind": "job"}, job.message, deadline)
        replies: dict[int, RunReply] = {}
        refusal: tuple[Fate, str] | None = None
        while True:
            message = self._receive(deadline)
            if message is None:
                raise ChannelError("the zygote closed its channel")
            head, blob = message
            kind = head.get("kind")
            if kind == "runs":
                for ending in read_endings(head, blob, len(job.runs)):
                    replies[ending.run] = judge(ending, job.keys[ending.run], *job.runs[ending.run])
            elif kind in ("unreadable", "unprepared", "out_of_memory"):
                refusal = kind, str(head.get("error"))[:2000]
            elif kind == "done":
                return _complete(job, replies, refusal, head)
            else:
                raise SandboxError(f"the warden failed: {str(head)[:2000]}")

    def _receive(self, deadline: float) -> tuple[dict[str, Any], bytes] | None:
        """The next message; ChannelError as soon as the zygote is seen to have been stopped."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        while not poll.poll(LOOK_SECONDS * 1000):
            if _is_stopped(self._process.pid):
                raise ChannelError("the zygote was stopped")
            if time.monotonic() > deadline:
                break
        return self._channel.receive(deadline)

    def answers(self) -> bool:
        """Whether an idle zygote is still there and working; one that is not has been ended by this."""
        with self._in_use:
            try:
                deadline = time.monotonic() + PING_SECONDS
                self._channel.send({"kind": "ping"}, b"", deadline)
                message = self._receive(deadline)
            except OSError:
                message = None
        if message is not None and message[0].get("kind") == "pong":
            return True
        self._process.kill()
        self.close()
        return False

    def close(self) -> None:
        """End the process, now. A thread that waits for its answer is told so before the channel is closed."""
        self.closed = True
        if not self._in_use.acquire(blocking=False):
            self._process.kill()
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._in_use.acquire()
        try:
            self._end()
        finally:
            self._in_use.release()

    def forget(self) -> None:
        """In a forked process: close our copy of the channel and leave the process to its owner."""
        self.closed = True
        self._end.detach()
        self._socket.close()


def _complete(
    job: Job, replies: dict[int, RunReply], refusal: tuple[Fate, str] | None, head: dict[str, Any]
) -> list[RunReply]:
    """A reply for every run: those that never began share the fate of their warden."""
    lost: Fate = "timed_out" if head.get("late") else "crashed"
    fate, detail = refusal or (lost, f"compiling it ended early ({head.get('fate')})")
    return [
        replies.get(run) or RunReply(case, mode, fate, None, b"", b"", detail, 0.0)
        for run, (case, mode) in enumerate(job.runs)
    ]


def _is_stopped(pid: int) -> bool:
    """Whether a process, or a child of it (the zygote itself, in a namespace), is stopped; False where nobody says."""
    with contextlib.suppress(OSError, IndexError):
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            below = file.read().split()
        for one in (str(pid), *below):
            with open(f"/proc/{one}/stat") as file:
                if file.read().rpartition(")")[2].split()[0] in ("T", "t"):
                    return True
    return False


def _end(process: subprocess.Popen[bytes], channel: socket.socket, owner: int) -> None:
    if os.getpid() != owner:
        return
    channel.close()
    try:
        process.wait(2.0)  # an idle zygote ends by itself when its channel closes
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stderr:
        process.stderr.close()


def _command(config: dict[str, Any]) -> list[str]:
    flags = ["-s", "-S", "-B", *(["-P"] if sys.version_info >= (3, 11) else [])]
    return [sys.executable, *flags, str(EXECUTION / "jail" / "inside" / "start.py"), json.dumps(config)]


def _environment() -> dict[str, str]:
    """All a zygote learns of its surroundings."""
    return {
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "LD_BIND_NOW": "1",  # symbols found at the start, not in every child again
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
