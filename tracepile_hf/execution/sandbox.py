"""The parent side of the jail: a pool of zygotes, the way to them and back, and what a run's end means.

    with Sandbox("default") as sandbox:
        replies = sandbox.run({"code": "def f(x): return x + 1", "entry_point": "f", "cases": [{"arguments": ["1"]}]})

`run` may be called from any number of threads and from processes forked from this one: zygotes are exec'ed, never
forked, by the process that uses them, and a job has one to itself. What comes back from a run is bytes; nothing in
them is executed, unpickled or believed beyond the seal that the run was given the key for.
"""

from __future__ import annotations

import json
import os
import queue
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal

from tracepile_hf.errors import InputError, SandboxError
from tracepile_hf.execution.jail_frames import Channel, ChannelError, Said, unseal

Policy = Literal["trusted", "default", "public"]
Fate = Literal[
    "finished",  # its sealed result came; what it says about the program is the recorder's word
    "timed_out",
    "out_of_memory",
    "flooded",  # more output, or a larger journal, than its limit
    "crashed",  # ended by a signal
    "partial",  # ended without its end record: os._exit and the like
    "tampered",  # its records are not what the recorder seals
    "refused",  # does not compile, or reached for what no traced program may
    "unstarted",  # never given to a caller: it becomes a SandboxError
]

POLICIES: Final = ("trusted", "default", "public")
MODES: Final = ("plain", "traced")
DEFAULT_LIMITS: Final[dict[str, float | int]] = {
    "seconds": 10.0,  # wall clock, each run
    "cpu_seconds": 10,
    "memory_mb": 512,
    "output_bytes": 1 << 20,  # what is written to descriptors 1 and 2
    "payload_bytes": 64 << 20,  # what the recorder sends back
}
JOB_CAP: Final = 64 << 20  # code and cases of one job, as JSON
SLACK: Final = 30.0  # seconds the zygote has beyond what it allows its warden, before it is taken for lost
START_SECONDS: Final = 60.0
_HERE: Final = Path(__file__).resolve().parent
_OUT_OF_MEMORY_STATUS: Final = 86
_SIGXCPU: Final = 24
_SIGSYS: Final = 31


@dataclass(frozen=True, slots=True)
class RunReply:
    """What one run of one case came to. `payload` is there exactly when `outcome` is "finished"."""

    case: int
    mode: str
    outcome: Fate
    payload: bytes | None
    stdout: bytes  # written to descriptor 1 past the recorder
    stderr: bytes  # the last bytes written to descriptor 2
    detail: str
    seconds: float


class Sandbox:
    """Runs programs in the jail. Safe to use from threads and after a fork; close it or use it as a context."""

    def __init__(
        self,
        policy: Policy = "default",
        *,
        workers: int = 1,
        modules: Sequence[str] = (),
        runner: str | os.PathLike[str] | None = None,
        allow_weak_jail: bool = False,
        without: Sequence[str] = (),
    ) -> None:
        if policy not in POLICIES:
            raise InputError(f"a policy from {POLICIES}", repr(policy), "Sandbox")
        if workers < 1:
            raise InputError("at least one worker", str(workers), "Sandbox")
        self.policy, self.workers, self.allow_weak_jail = policy, workers, allow_weak_jail
        self._config = {
            "policy": policy,
            "package": str(_HERE.parent),
            "runner": os.fspath(runner or _HERE / "recorder.py"),
            "modules": list(modules),
            "without": list(without),
            "paths": [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))],
        }
        self._open()
        _sandboxes.add(self)

    def _open(self) -> None:
        self._idle: queue.LifoQueue[_Zygote | None] = queue.LifoQueue()
        for _ in range(self.workers):
            self._idle.put(None)  # started when first needed
        self._lock = threading.Lock()
        self._all: set[_Zygote] = set()
        self._closed = False

    def run(self, job: dict[str, Any]) -> list[RunReply]:
        """Run every case in every mode; one reply for each, in that order.

        job: code, entry_point (or None), cases (each with arguments, keyword_arguments, stdin), and optionally modes,
        limits (see DEFAULT_LIMITS; other keys go to the recorder unread). Raises SandboxError when the jail itself
        failed, twice; never because of what a program did.
        """
        order = _order(job, self.policy)
        for attempt in (1, 2):
            zygote = self._take()
            try:
                return zygote.work(order)
            except (OSError, SandboxError) as error:
                zygote.close()
                if attempt == 2:
                    raise SandboxError(f"expected the jail to answer, got twice: {error} ({self.policy})") from error
            finally:
                self._give(zygote)
        raise AssertionError("unreachable")

    def layers(self) -> dict[str, str]:
        """What protects a run here: layer -> "on", "on: ..." or "off: why". Starts a zygote if none is running."""
        zygote = self._take()
        try:
            return zygote.layers
        finally:
            self._give(zygote)

    def weak(self) -> bool:
        """Whether programs from elsewhere run here only because `allow_weak_jail` was given."""
        return bool(_missing(self.policy, self.layers()))

    def _take(self) -> _Zygote:
        if self._closed:
            raise SandboxError("expected an open sandbox, got a closed one (Sandbox.run)")
        zygote = self._idle.get()
        if zygote is not None:
            return zygote
        try:
            zygote = _Zygote(self._config)
            missing = _missing(self.policy, zygote.layers)
            if missing and not (self.allow_weak_jail and self.policy == "default"):
                zygote.close()
                raise SandboxError(f"expected {missing} for the policy {self.policy}, got {zygote.layers} (doctor)")
        except BaseException:
            self._idle.put(None)
            raise
        with self._lock:
            self._all.add(zygote)
        return zygote

    def _give(self, zygote: _Zygote) -> None:
        if zygote.closed or self._closed:
            zygote.close()
            with self._lock:
                self._all.discard(zygote)
            self._idle.put(None)
        else:
            self._idle.put(zygote)

    def close(self) -> None:
        """End the zygotes. Runs still going on in other threads fail with SandboxError."""
        self._closed = True
        with self._lock:
            zygotes, self._all = list(self._all), set()
        for zygote in zygotes:
            zygote.close()

    def _after_fork(self) -> None:
        """In a forked process: the parent's zygotes are not ours, and its locks may be held by threads we lack."""
        for zygote in self._all:
            zygote.forget()
        closed = self._closed
        self._open()
        self._closed = closed

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()


_sandboxes: weakref.WeakSet[Sandbox] = weakref.WeakSet()


def _missing(policy: str, layers: Mapping[str, str]) -> str:
    """What a policy demands and this machine lacks; "" when it may run."""
    on = {layer for layer, state in layers.items() if state.startswith("on")}
    if policy == "trusted":
        return ""
    if policy == "default":
        return "" if on & {"seccomp", "namespaces"} else "seccomp or namespaces"
    if "seccomp" not in on:
        return "seccomp"
    return "" if on & {"landlock", "namespaces"} else "Landlock or namespaces"


def doctor() -> list[tuple[str, bool, str]]:
    """What the jail can do here: (layer or policy, whether it is available, detail)."""
    try:
        with Sandbox("trusted", runner=_HERE / "jail_probe.py") as sandbox:
            layers = sandbox.layers()
    except SandboxError as error:
        return [("jail", False, str(error))]
    rows = [(layer, state.startswith("on"), state.partition(": ")[2]) for layer, state in layers.items()]
    for policy in POLICIES:
        missing = _missing(policy, layers)
        rows.append((f"policy {policy}", not missing, f"needs {missing}" if missing else ""))
    return rows


def read_json(payload: bytes, *, depth: int = 200) -> Any:
    """Decode what a run sent: JSON, and nothing that JSON does not have. InputError when it is not.

    The nesting is measured before the decoder sees it; NaN and Infinity are refused; numbers of more digits than
    Python converts are refused by Python.
    """
    level = deepest = 0
    for part in _STRINGS.split(payload):
        for byte in _BRACKETS.findall(part):
            level += 1 if byte in b"[{" else -1
            deepest = max(deepest, level)
    if deepest > depth:
        raise InputError(f"JSON at most {depth} deep", f"{deepest} deep", "a run's result")
    try:
        return json.loads(payload, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise InputError("JSON", str(error)[:200], "a run's result") from None


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


_STRINGS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS: Final = re.compile(rb"[\[\]{}]")


def _after_fork() -> None:
    for sandbox in list(_sandboxes):
        sandbox._after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


class _Zygote:
    """One zygote process and the channel to it."""

    def __init__(self, config: dict[str, Any]) -> None:
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
        self._descriptor = ours.detach()
        self._channel = Channel(self._descriptor)
        self.closed = False
        self._end = weakref.finalize(self, _end, self._process, self._descriptor, os.getpid())
        self.layers = self._greet()

    def _greet(self) -> dict[str, Any]:
        try:
            message = self._channel.receive(time.monotonic() + START_SECONDS)
        except OSError as error:
            self.close()
            raise SandboxError(f"expected the zygote to start, got {error}") from error
        if message is None or message[0].get("kind") != "ready":
            self.close()
            detail = self._last_words() if message is None else str(message[0].get("error"))
            raise SandboxError(f"expected the zygote to start, got: {detail}")
        layers = message[0].get("layers")
        return layers if isinstance(layers, dict) else {}

    def _last_words(self) -> str:
        stderr = self._process.stderr
        return "end of file; " + (stderr.read(4000).decode("utf-8", "replace") if stderr else "")

    def work(self, order: _Order) -> list[RunReply]:
        deadline = time.monotonic() + order.allowed + SLACK
        self._channel.send({"kind": "job"}, order.job, deadline)
        replies: dict[int, RunReply] = {}
        refusal = ""
        while True:
            message = self._channel.receive(deadline)
            if message is None:
                raise ChannelError("the zygote closed its channel")
            head, blob = message
            kind = head.get("kind")
            if kind == "done":
                break
            if kind == "failed":
                raise SandboxError(f"the warden failed: {head.get('error')}")
            if kind == "unprepared":
                refusal = str(head.get("error"))
            elif kind == "run" and 0 <= head["run"] < len(order.runs):
                replies[head["run"]] = _reply(order, head, blob)
        lost = refusal or f"the warden ended early ({head.get('fate')})"
        fate: Fate = "refused" if refusal else "crashed"
        return [
            replies.get(run) or RunReply(case, mode, fate, None, b"", b"", lost, 0.0)
            for run, (case, mode) in enumerate(order.runs)
        ]

    def close(self) -> None:
        self.closed = True
        self._end()

    def forget(self) -> None:
        """In a forked process: close our copy of the channel and leave the process to its owner."""
        self.closed = True
        self._end.detach()
        os.close(self._descriptor)


def _end(process: subprocess.Popen[bytes], descriptor: int, owner: int) -> None:
    if os.getpid() != owner:
        return
    os.close(descriptor)
    try:
        process.wait(0.2)  # an idle zygote ends by itself when its channel closes
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stderr:
        process.stderr.close()


@dataclass(frozen=True)
class _Order:
    job: bytes
    runs: list[tuple[int, str]]
    keys: list[bytes]
    allowed: float


def _order(job: dict[str, Any], policy: Policy) -> _Order:
    """A job as the zygote reads it, checked."""
    modes = list(job.get("modes", MODES))
    if not modes or not set(modes) <= set(MODES):
        raise InputError(f"modes from {MODES}", repr(modes), "Sandbox.run")
    limits = {**DEFAULT_LIMITS, **job.get("limits", {})}
    cases = list(job["cases"])
    runs = [(case, mode) for case in range(len(cases)) for mode in modes]
    keys = [secrets.token_bytes(32) for _ in runs]
    order = {
        "code": job["code"],
        "entry_point": job.get("entry_point"),
        "cases": cases,
        "modes": modes,
        "limits": limits,
        "keys": [key.hex() for key in keys],
        "share": policy == "trusted",
    }
    data = json.dumps(order).encode()
    if len(data) > JOB_CAP:
        raise InputError(f"code and cases of at most {JOB_CAP} bytes", f"{len(data)} bytes", "Sandbox.run")
    return _Order(data, runs, keys, 20.0 + len(runs) * (limits["seconds"] + 1.0))


def _reply(order: _Order, head: dict[str, Any], blob: bytes) -> RunReply:
    case, mode = order.runs[head["run"]]
    out_size, err_size, _ = head["sizes"]
    out, err, records = blob[:out_size], blob[out_size : out_size + err_size], blob[out_size + err_size :]
    fate, payload, detail = _judge(order.keys[head["run"]], head, records)
    if fate == "unstarted":
        raise SandboxError(f"expected a run to start, got {detail}: {err[-2000:].decode('utf-8', 'replace')}")
    return RunReply(case, mode, fate, payload, out, err, detail, float(head["seconds"]))


def _judge(key: bytes, head: dict[str, Any], records: bytes) -> tuple[Fate, bytes | None, str]:
    """What a run came to, from its process's end and its sealed records."""
    if head["killed"] in ("output", "payload"):
        return "flooded", None, f"more {head['killed']} than its limit"
    try:
        said = unseal(key, records)
    except ValueError as error:
        if head["killed"] != "time" and not head["signal"]:
            return "tampered", None, str(error)
        said = Said(started=True)
    if said.taint:
        return "refused", None, said.taint
    if said.ended and said.result is not None:
        return "finished", said.result, ""
    if head["killed"] == "time" or head["signal"] == _SIGXCPU:
        return "timed_out", None, f"after {head['seconds']:.2f} s"
    if not said.started:
        return "unstarted", None, f"signal {head['signal']}" if head["signal"] else f"exit {head['code']}"
    if head["signal"] == _SIGSYS:
        return "refused", None, "a system call that no program may make here: signal handlers, tracing, kernel interfaces"
    if head["signal"]:
        return "crashed", None, f"signal {head['signal']}"
    if head["code"] == _OUT_OF_MEMORY_STATUS:
        return "out_of_memory", None, "MemoryError"
    return "partial", None, f"exit {head['code']} without an end record"


def _command(config: dict[str, Any]) -> list[str]:
    flags = ["-s", "-S", "-B", *(["-P"] if sys.version_info >= (3, 11) else [])]
    return [sys.executable, *flags, str(_HERE / "zygote.py"), json.dumps(config)]


def _environment() -> dict[str, str]:
    """All a zygote learns of its surroundings."""
    return {
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
