"""`Tracer`: programs in, traces out, everything of the programs run in the jail.

One case takes three runs: the program as it is (the referee), the instrumented program, which writes the journal, and
the replay of that journal, from which the steps come. Bundled programs (policy `trusted`) are replayed in this
process; programs from elsewhere, and any that use sympy or numpy, in a child as confined as the one that recorded them.
"""

from __future__ import annotations

import ast
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from tracepile_hf.execution.replay import Replayed, replay
from tracepile_hf.execution.replay_journal import Journal, Malformed
from tracepile_hf.execution.replay_wire import Malformed as BadReplay
from tracepile_hf.execution.replay_wire import unpack
from tracepile_hf.execution.sandbox import Policy, RunReply, Sandbox
from tracepile_hf.execution.tracer import PYTHON, Limits, case_of, sealed
from tracepile_hf.records import Case, Program, Trace

HEAVY: Final = ("numpy", "sympy")  # modules that programs find loaded, in a zygote started when first wanted
SOURCE_CAP: Final = 200_000  # characters of a program
_REPLAY: Final = Path(__file__).resolve().parent / "replay_runner.py"
_FATES: Final[dict[str, tuple[str, str]]] = {
    "timed_out": ("timed_out", ""),
    "out_of_memory": ("out_of_memory", ""),
    "flooded": ("too_long", "output"),
    "crashed": ("crashed", ""),
    "partial": ("crashed", "partial"),
    "tampered": ("refused", "tampered"),
    "refused": ("refused", "reaches_out"),
}


class Tracer:
    """Traces programs in a jail of a policy. Safe to use from threads; close it or use it as a context."""

    def __init__(self, policy: Policy = "default", workers: int = 1, *, allow_weak_jail: bool = False) -> None:
        self.policy, self.workers, self.allow_weak_jail = policy, workers, allow_weak_jail
        self._lock = threading.Lock()
        self._jails: dict[tuple[str, ...], Sandbox] = {}
        self._jail(())

    def run(self, program: Program, cases: Sequence[Case], limits: Limits | None = None) -> list[Trace]:
        """One trace for each case, in order. Raises SandboxError when the jail itself fails, never for a program."""
        limits = limits or Limits()
        bad = _unreadable(program.code)
        if bad is not None:
            return [_untold(case, "refused", *bad) for case in cases]
        job = _job(program, [case_of(case) for case in cases], limits)
        replies = self._jail(_heavy(program.code)).run(job)
        plain, traced = replies[0::2], replies[1::2]
        found = [
            _before_replay(case, *pair, limits)
            for case, pair in zip(cases, zip(plain, traced, strict=True), strict=True)
        ]
        open_cases = [number for number, one in enumerate(found) if isinstance(one, Journal)]
        replays = self._replayed(program, [(cases[n], found[n], traced[n]) for n in open_cases], limits)  # type: ignore[misc]
        told = dict(zip(open_cases, replays, strict=True))
        return [
            one if isinstance(one, Trace) else _finished(cases[number], told[number])
            for number, one in enumerate(found)
        ]

    def _replayed(
        self, program: Program, recorded: Sequence[tuple[Case, Journal, RunReply]], limits: Limits
    ) -> list[Replayed]:
        heavy = _heavy(program.code)
        if self.policy == "trusted" and not heavy:  # what those modules do is bounded by the jail alone
            return [replay(program, case, journal, limits.steps) for case, journal, _ in recorded]
        if not recorded:
            return []
        given = [
            {**case_of(case), "journal": _text(reply.payload), "written": journal.stdout}
            for case, journal, reply in recorded
        ]
        replies = self._jail(("replay", *heavy)).run({**_job(program, given, limits), "modes": ["plain"]})
        lines = program.code.count("\n") + 1
        return [_unpacked(reply, lines) for reply in replies]

    def _jail(self, modules: tuple[str, ...]) -> Sandbox:
        with self._lock:
            if modules not in self._jails:
                runner = _REPLAY if "replay" in modules else None
                self._jails[modules] = Sandbox(
                    self.policy,
                    workers=self.workers,
                    modules=[name for name in modules if name in HEAVY],
                    runner=runner,
                    allow_weak_jail=self.allow_weak_jail,
                )
            return self._jails[modules]

    def close(self) -> None:
        """End all processes of the jail."""
        with self._lock:
            for jail in self._jails.values():
                jail.close()
            self._jails.clear()

    def __enter__(self) -> Tracer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()


def _job(program: Program, cases: list[dict[str, Any]], limits: Limits) -> dict[str, Any]:
    wanted = {
        "seconds": limits.seconds,
        "cpu_seconds": max(1, int(limits.seconds + 1)),
        "memory_mb": limits.memory_mb,
        "output_bytes": limits.output_bytes,
        "steps": limits.steps,
    }
    return {"code": program.code, "entry_point": program.entry_point, "cases": cases, "limits": wanted}


@lru_cache(maxsize=256)
def _unreadable(code: str) -> tuple[str, str] | None:
    """(reason, what is wrong) of source that cannot be a program."""
    if len(code) > SOURCE_CAP:
        return "source_too_long", f"{len(code)} characters"
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        where = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        return "syntax_error", f"{getattr(error, 'msg', error)}{where}"
    return None


@lru_cache(maxsize=256)
def _heavy(code: str) -> tuple[str, ...]:
    """The heavy modules that a program imports."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return HEAVY if found & set(HEAVY) else ()


def _before_replay(case: Case, plain: RunReply, traced: RunReply, limits: Limits) -> Journal | Trace:
    """The journal to replay, or the trace that says why there is none.

    A step budget that the recorded run used up decides before a wall clock that the plain run ran into: the first is
    the same on every machine.
    """
    if plain.outcome == "timed_out" and _used_up(traced):
        return Journal(traced.payload or b"", traced.stdout)
    for reply in (plain, traced):
        if reply.outcome != "finished":
            outcome, reason = _FATES[reply.outcome]
            return _untold(case, outcome, reason, reply.detail)
    try:
        referee = Journal(plain.payload or b"", plain.stdout)
        journal = Journal(traced.payload or b"", traced.stdout)
    except Malformed as error:
        return _untold(case, "refused", "tampered", str(error))
    if referee.outcome not in ("finished", "raised"):
        return _untold(case, referee.outcome, referee.reason, "")
    ends = [(one.outcome, one.result, one.exception, one.stdout) for one in (referee, journal)]
    if journal.outcome in ("finished", "raised") and ends[0] != ends[1]:
        return _untold(case, "refused", "instrumentation_differs", "")
    return journal


def _used_up(traced: RunReply) -> bool:
    """Whether the recorded run ended by its step budget."""
    if traced.outcome != "finished":
        return False
    try:
        return Journal(traced.payload or b"").outcome == "too_long"
    except Malformed:
        return False


def _unpacked(reply: RunReply, lines: int) -> Replayed:
    if reply.outcome != "finished":
        outcome, reason = _FATES[reply.outcome]
        return Replayed((), outcome if outcome != "crashed" else "refused", reason or "replay_" + reply.outcome)
    try:
        return unpack(reply.payload or b"", lines)
    except BadReplay as error:
        return Replayed((), "refused", "tampered", None, str(error))


def _finished(case: Case, replayed: Replayed) -> Trace:
    if replayed.reason == "diverged":
        return _untold(case, "refused", "untrusted_trace", "")
    stdout = "".join(step.stdout for step in replayed.steps if step.event == "print")
    steps = replayed.steps if replayed.outcome != "refused" else ()
    return sealed(
        Trace(
            case,
            replayed.outcome,  # type: ignore[arg-type]  # from OUTCOMES, see replay_wire
            replayed.reason,
            steps,
            replayed.result,
            replayed.exception,
            stdout,
            PYTHON,
        )
    )


def _untold(case: Case, outcome: str, reason: str, detail: str) -> Trace:
    """A trace without steps; `exception` says more where there is more to say."""
    return sealed(Trace(case, outcome, reason, exception=detail or None, python=PYTHON))  # type: ignore[arg-type]


def _text(payload: bytes | None) -> str:
    return (payload or b"").decode("utf-8")
