"""The parent side of the jail: a pool of zygotes, and which layers a policy asks for.

    with Sandbox("default") as sandbox:
        replies = sandbox.run({"code": "def f(x): return x + 1", "entry_point": "f", "cases": [{"arguments": ["1"]}]})

`run` may be called from any number of threads and from processes forked from this one: zygotes are exec'ed, never
forked, by the process that uses them, and a job has one to itself. What comes back from a run is bytes; nothing in
them is executed, unpickled or believed beyond the seal that the run was given the key for. The road of a job:

    outside: sandbox -> process -> inside: start, zygote -> warden -> child, layers, audit
                     <- replies <- inside: supervisor <----------------|

What is *not* stopped
- Bugs of the kernel behind the system calls that remain (about 60, none of which names a file or a socket), and of the
  processor: no defence against Spectre and its relatives, nor against timing one's neighbours.
- A program using its full share: one core per thread for its time, its memory, its output, for every run it is given.
- Memory corruption inside the program's own process. It gains nothing outside it; inside, it can reach the recorder.
  A trace from a hostile program is therefore never proof by itself: the untraced run in a process of its own has to
  agree, and a replay has to come to every recorded value by itself. What only an opaque C call can know (a clock, a
  random number from the system, an address) is the recorder's word alone.
- With `trusted`, programs that watch the recorder: it is for code of our own.
- On systems other than Linux only processes and limits are left: `trusted` alone runs there, nothing at all on Windows.
"""

from __future__ import annotations

import os
import queue
import sys
import tempfile
import threading
import weakref
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Final, Literal

from tracepile_hf.errors import InputError, SandboxError
from tracepile_hf.execution.jail.outside.process import DEFAULT_LIMITS, EXECUTION, MODES, Job, Zygote
from tracepile_hf.execution.jail.outside.replies import Fate, RunReply, read_json

__all__ = ["DEFAULT_LIMITS", "MODES", "POLICIES", "Fate", "Policy", "RunReply", "Sandbox", "doctor", "read_json"]

Policy = Literal["trusted", "default", "public"]
POLICIES: Final = ("trusted", "default", "public")


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
        """Nothing is started before it is needed.

        policy: `trusted` for programs of our own (they share a process for all their inputs, and may run where the
        jail is weak), `default` for others, `public` where strangers send them. modules: third-party packages that
        programs find loaded ("numpy", "sympy"). runner: a module in the recorder's place. allow_weak_jail: let
        `default` run where it would refuse. without: layers to leave out, for measuring what they buy.
        """
        if policy not in POLICIES:
            raise InputError(f"a policy from {POLICIES}", repr(policy), "Sandbox")
        if workers < 1:
            raise InputError("at least one worker", str(workers), "Sandbox")
        self.policy, self.workers, self.allow_weak_jail = policy, workers, allow_weak_jail
        self._config = {
            "policy": policy,
            "package": str(EXECUTION.parent),
            "runner": os.fspath(runner or EXECUTION / "record" / "recorder.py"),
            "modules": list(modules),
            "without": list(without),
            "paths": [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))],
        }
        self._open()
        _sandboxes.add(self)

    def _open(self) -> None:
        self._idle: queue.LifoQueue[Zygote | None] = queue.LifoQueue()
        for _ in range(self.workers):
            self._idle.put(None)  # started when first needed
        self._lock = threading.Lock()
        self._all: set[Zygote] = set()
        self._closed = False

    def run(self, job: dict[str, Any]) -> list[RunReply]:
        """Run every case in every mode; one reply for each, in that order.

        job: code, entry_point (or None), cases (each with arguments, keyword_arguments, stdin), and optionally modes,
        limits (see DEFAULT_LIMITS; other keys go to the recorder unread). Raises SandboxError when the jail itself
        failed, twice; never because of what a program did.
        """
        one = Job.of(job, share=self.policy == "trusted")
        try:
            return self._once(one)
        except (OSError, SandboxError):
            try:
                return self._once(one)
            except (OSError, SandboxError) as error:
                raise SandboxError(f"expected the jail to answer, got twice: {error} ({self.policy})") from error

    def _once(self, job: Job) -> list[RunReply]:
        zygote = self._take()
        try:
            return zygote.work(job)
        except BaseException:  # whatever it was, what is still in the channel belongs to this job
            zygote.close()
            raise
        finally:
            self._give(zygote)

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

    def _take(self) -> Zygote:
        if self._closed:
            raise SandboxError("expected an open sandbox, got a closed one (Sandbox.run)")
        zygote = self._idle.get()
        if zygote is not None:
            if zygote.answers():
                return zygote
            with self._lock:
                self._all.discard(zygote)
        try:
            zygote = Zygote(self._config)
            missing = _missing(self.policy, zygote.layers)
            if missing and not (self.allow_weak_jail and self.policy == "default"):
                zygote.close()
                found = ", ".join(f"{layer} {state}" for layer, state in zygote.layers.items())
                raise SandboxError(
                    f"expected {missing} for the policy {self.policy}, got {found}; only the bundled programs "
                    "(policy trusted) run here (tracepile doctor)"
                )
        except BaseException:
            self._idle.put(None)
            raise
        with self._lock:
            self._all.add(zygote)
        if self._closed:  # while it started: whoever closed did not know of it
            self._give(zygote)
            raise SandboxError("expected an open sandbox, got one that was closed meanwhile (Sandbox.run)")
        return zygote

    def _give(self, zygote: Zygote) -> None:
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


def _after_fork() -> None:
    for sandbox in list(_sandboxes):
        sandbox._after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def _missing(policy: str, layers: Mapping[str, str]) -> str:
    """What a policy demands and this machine lacks; "" when it may run."""
    on = {layer for layer, state in layers.items() if state.startswith("on")}
    if "mount" not in layers.get("namespaces", "").partition(" (")[0]:
        on.discard("namespaces")  # without an empty root they confine no file
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
        with Sandbox("trusted", runner=EXECUTION / "jail" / "outside" / "probe.py") as sandbox:
            layers = sandbox.layers()
    except SandboxError as error:
        return [("jail", False, str(error))]
    rows = [(layer, state.startswith("on"), state.partition(": ")[2]) for layer, state in layers.items()]
    for policy in POLICIES:
        missing = _missing(policy, layers)
        why = f"needs {missing}" if missing else _tried(policy)
        rows.append((f"policy {policy}", not why, why))
    return rows


_CANARY: Final = """
import os
try:
    print(open({path!r}).read())
except OSError:
    print("contained")
"""


def _tried(policy: Policy) -> str:
    """Run a program under a policy that looks for a file of ours; what went wrong, or an empty text."""
    with tempfile.NamedTemporaryFile("w", suffix=".canary") as canary:
        canary.write("read")
        canary.flush()
        job = {"code": _CANARY.format(path=canary.name), "cases": [{"arguments": [], "stdin": ""}], "modes": ["plain"]}
        try:
            with Sandbox(policy) as sandbox:
                (reply,) = sandbox.run(job)
        except SandboxError as error:
            return str(error)
    if reply.outcome != "finished":
        return f"a program did not run: {reply.outcome} {reply.detail}".strip()
    if policy != "trusted" and reply.stdout != b"contained\n":
        return f"a program read a file: {reply.stdout[:40]!r}"
    return ""
