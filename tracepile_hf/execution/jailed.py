"""`Tracer`: programs in, traces out, everything of the programs run in the jail.

One case takes three runs: the program as it is (the referee), the instrumented program, which writes the journal, and
the replay of that journal, from which the steps come. Bundled programs (policy `trusted`) are replayed in this
process; programs from elsewhere, and any that use sympy or numpy, in a child as confined as the one that recorded them.
A program from elsewhere is recorded twice, in two processes with two keys, and both journals must say the same.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal

from tracepile_hf.errors import InputError
from tracepile_hf.execution.in_process import job_case
from tracepile_hf.execution.jail.outside.endings import Ended, MalformedEnding, read_end
from tracepile_hf.execution.jail.outside.sandbox import Policy, RunReply, Sandbox
from tracepile_hf.execution.limits import Limits
from tracepile_hf.execution.record.rules import CLOCKS
from tracepile_hf.execution.replay.journal import Journal, MalformedJournal, alike
from tracepile_hf.execution.replay.replay import STACK_BYTES, Replayed, replay
from tracepile_hf.execution.replay.wire import MalformedSteps, unpack
from tracepile_hf.execution.seal import LINES, PYTHON, REASONS, sealed, with_source
from tracepile_hf.execution.witness.comparison import first_difference
from tracepile_hf.records import Case, Program, Trace

HEAVY: Final = ("numpy", "sympy")  # modules that programs find loaded, in a zygote started when first wanted
SOURCE_CAP: Final = 200_000  # characters of a program
JOURNAL_CAP: Final = 24 << 20  # bytes of a journal; escaped once more it still fits into a job for its replay
WITNESS_TIMES: Final = 6  # the time a run may take when every line of it is looked at
REPLAY_TIMES: Final = 4  # the time a run may take: its replay is our code and ends by its steps, but has more to do
STEPS_CAP: Final = 64 << 20  # bytes of a replay's steps
TOGETHER: Final = 24 << 20  # bytes of journals that are replayed in one job
_WITNESS: Final = Path(__file__).resolve().parent / "witness" / "runner.py"
# Where the stack ends is another place while it is watched, and the steps do not list what a star import binds.
_UNWATCHED: Final = re.compile(r"\b(?:threading|RecursionError|setrecursionlimit|gettrace)\b|\bimport[ \t(]*\*")
MOST_KNOWN: Final = 10_000  # programs of which is remembered that a case was witnessed
Witness = Literal["all", "program", "none"]  # of which cases there is a run of another kind
_REPLAY: Final = Path(__file__).resolve().parent / "replay" / "runner.py"
_FATES: Final[dict[str, tuple[str, str]]] = {
    "timed_out": ("timed_out", ""),
    "out_of_memory": ("out_of_memory", ""),
    "flooded": ("too_long", "output"),
    "crashed": ("crashed", ""),
    "partial": ("crashed", "partial"),
    "tampered": ("refused", "tampered"),
    "unreadable": ("refused", "syntax_error"),
    "unprepared": ("refused", "construct"),
    "refused": ("refused", "reaches_out"),
}
_UNREPEATED: Final = re.compile(rf"\b(?:id|hash|default_timer|{'|'.join(CLOCKS)})\b")
_MENTIONS: Final = re.compile(r"\b(?:" + "|".join(HEAVY) + r")\b")


class Tracer:
    """Traces programs in a jail of a policy. Safe to use from threads; close it or use it as a context."""

    def __init__(
        self,
        policy: Policy = "default",
        workers: int = 1,
        *,
        allow_weak_jail: bool = False,
        without: Sequence[str] = (),
        witness: Witness = "program",
    ) -> None:
        """`without`: layers to leave out, for measuring what they buy. `witness`: all cases, one a program, or none."""
        self.witness = witness
        self._known: dict[str, None] = {}  # programs of which a case was witnessed
        self.policy, self.workers, self.allow_weak_jail, self._without = policy, workers, allow_weak_jail, without
        self._modes = ["plain", "traced"] if policy == "trusted" else ["plain", "traced", "traced"]
        self._jails: dict[tuple[str, ...], Sandbox] = {}  # no lock, which a forked process could inherit held
        self._jail(())

    def run(
        self,
        program: Program,
        cases: Sequence[Case],
        limits: Limits | None = None,
        witness: Witness | None = None,
    ) -> list[Trace]:
        """One trace for each case, in order. Raises SandboxError when the jail itself fails, never for a program.

        witness: of which cases, if not as the tracer was made.
        """
        limits = limits or Limits()
        if len(program.code) > SOURCE_CAP:
            return [_untold(case, "refused", "source_too_long", f"{len(program.code)} characters") for case in cases]
        if not all(_is_input(case.stdin) for case in cases):
            return self._but_unread(program, cases, limits)
        try:
            job = _job(program, [job_case(case) for case in cases], limits)
            replies = self._jail(_heavy(program.code)).run({**job, "modes": self._modes})
        except InputError as error:  # more than one message to the jail may hold
            return [_untold(case, "refused", "input_too_long", str(error)) for case in cases]
        runs = len(self._modes)
        plain, traced, again = replies[0::runs], replies[1::runs], replies[runs - 1 :: runs]
        found = [_before_replay(*one) for one in zip(cases, plain, traced, again, strict=True)]
        recorded = [
            (case, ended, reply.payload or b"")
            for case, ended, reply in zip(cases, found, traced, strict=True)
            if isinstance(ended, Ended)
        ]
        del replies
        told = iter(self._replayed(program, recorded, limits))
        traces = [
            one if isinstance(one, Trace) else _finished(case, next(told))
            for case, one in zip(cases, found, strict=True)
        ]
        return self._witnessed(program, traces, limits, witness or self.witness)

    def _witnessed(self, program: Program, traces: list[Trace], limits: Limits, witness: Witness) -> list[Trace]:
        """The traces, those refused of which a witness saw another run."""
        chosen = [n for n, trace in enumerate(traces) if trace.outcome in ("finished", "raised")]
        key = program.family if self.policy == "trusted" else program.code  # a family's programs are of one mould
        if witness == "program":
            chosen = [] if key in self._known else chosen[:1]
        if witness == "none" or not chosen or _UNWATCHED.search(program.code):
            return traces
        if any((traces[n].exception or "").startswith("RecursionError") for n in chosen):
            return traces  # where the stack ends is another place while it is watched
        if len(self._known) < MOST_KNOWN:
            self._known[key] = None
        job = _job(program, [job_case(traces[n].case) for n in chosen], limits)
        job |= {"modes": ["plain"], "limits": {**job["limits"], "seconds": limits.seconds * WITNESS_TIMES}}
        job["limits"]["cpu_seconds"] = int(limits.seconds * WITNESS_TIMES + 1)
        replies = self._jail(("witness", *_heavy(program.code))).run(job)
        for n, reply in zip(chosen, replies, strict=True):
            difference = _difference(traces[n], reply)
            if difference is not None:
                traces[n] = _untold(traces[n].case, "refused", *difference)
        return traces

    def _but_unread(self, program: Program, cases: Sequence[Case], limits: Limits) -> list[Trace]:
        """The same where the input of some cases cannot be written down: those are refused, the others run."""
        sound = [case for case in cases if _is_input(case.stdin)]
        told = iter(self.run(program, sound, limits) if sound else [])
        why = "characters that no input can hold (lone surrogates)"
        return [next(told) if _is_input(case.stdin) else _untold(case, "refused", "not_text", why) for case in cases]

    def weak(self) -> bool:
        """Whether programs run here only because `allow_weak_jail` was given."""
        return self._jail(()).weak()

    def _replayed(
        self, program: Program, recorded: Sequence[tuple[Case, Ended, bytes]], limits: Limits
    ) -> Iterator[Replayed]:
        heavy = _heavy(program.code)
        if self.policy == "trusted" and not heavy:  # what those modules do is bounded by the jail alone
            for one in recorded:
                yield _replayed_here(program, *one, limits.steps)
            return
        lines = len(LINES.split(program.code))
        for part in _parts(recorded):
            given = [
                {**job_case(case), "journal": payload.decode("ascii"), "written": ended.stdout}
                for case, ended, payload in part
            ]
            times = 1 if self.policy == "public" else REPLAY_TIMES
            job = {**_job(program, given, replace(limits, seconds=limits.seconds * times)), "modes": ["plain"]}
            job["limits"] = {**job["limits"], "payload_bytes": STEPS_CAP}
            replies = self._jail(("replay", *heavy)).run(job)
            found = [_unpacked(reply, lines, limits.steps) for reply in replies]
            if any(one.reason == "too_deep" for one in found):  # once more, with room for a large stack
                job["limits"] = {**job["limits"], "stack_bytes": STACK_BYTES + (64 << 20)}
                replies = self._jail(("replay", *heavy)).run(job)
                found = [_unpacked(reply, lines, limits.steps) for reply in replies]
            yield from found

    def _jail(self, modules: tuple[str, ...]) -> Sandbox:
        found = self._jails.get(modules)
        if found is None:
            jail = Sandbox(  # starts nothing, so it does not matter that two threads may each make one
                self.policy,
                workers=self.workers,
                modules=[name for name in modules if name in HEAVY],
                runner=_REPLAY if "replay" in modules else _WITNESS if "witness" in modules else None,
                allow_weak_jail=self.allow_weak_jail,
                without=self._without,
            )
            found = self._jails.setdefault(modules, jail)
        return found

    def close(self) -> None:
        """End all processes of the jail."""
        while self._jails:
            self._jails.popitem()[1].close()

    def __enter__(self) -> Tracer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()


def _is_input(text: str) -> bool:
    """Whether bytes can stand for a text; a byte that is no UTF-8 is in it as Python reads it."""
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _job(program: Program, cases: list[dict[str, Any]], limits: Limits) -> dict[str, Any]:
    wanted = {
        "seconds": limits.seconds,
        "cpu_seconds": max(1, int(limits.seconds + 1)),
        "memory_mb": limits.memory_mb,
        "output_bytes": limits.output_bytes,
        "payload_bytes": JOURNAL_CAP,
        "steps": limits.steps,
    }
    return {"code": program.code, "entry_point": program.entry_point, "cases": cases, "limits": wanted}


def _parts(recorded: Sequence[tuple[Case, Ended, bytes]]) -> Iterator[list[tuple[Case, Ended, bytes]]]:
    """The runs in order, as many at a time as one job may hold."""
    part: list[tuple[Case, Ended, bytes]] = []
    size = 0
    for one in recorded:
        if part and size + len(one[2]) > TOGETHER:
            yield part
            part, size = [], 0
        part.append(one)
        size += len(one[2])
    if part:
        yield part


def _heavy(code: str) -> tuple[str, ...]:
    """The heavy modules a program is given: those there are, if it names one. A mention in a text costs memory only."""
    return _installed() if _MENTIONS.search(code) else ()


@cache
def _installed() -> tuple[str, ...]:
    return tuple(name for name in HEAVY if importlib.util.find_spec(name) is not None)


def _before_replay(case: Case, plain: RunReply, traced: RunReply, again: RunReply) -> Ended | Trace:
    """How the run ended, if its journal is to be replayed, or the trace that says why not.

    A step budget that the recorded run used up decides before a wall clock that the plain run ran into: the first is
    the same on every machine.
    """
    try:
        if plain.outcome == "timed_out" and traced.outcome == "finished":
            ended = read_end(traced.payload or b"", traced.stdout)
            if ended.outcome == "too_long":
                return ended
        for reply in (plain, traced):
            if reply.outcome != "finished":
                outcome, reason = _fate(reply)
                return _untold(case, outcome, reason, reply.detail)
        referee = read_end(plain.payload or b"", plain.stdout)
        ended = read_end(traced.payload or b"", traced.stdout)
    except MalformedEnding as error:
        return _untold(case, "refused", "tampered", str(error))
    if referee.outcome not in ("finished", "raised"):
        if referee.reason and referee.reason not in REASONS:
            return _untold(case, "refused", "tampered", "expected a reason from the list")
        return _untold(case, referee.outcome, referee.reason, referee.exception or "")
    if ended.outcome in ("finished", "raised") and ended._replace(reason="") != referee._replace(reason=""):
        return _untold(case, "refused", "instrumentation_differs", "")
    if again is not traced and not _recorded_alike(case.program.code, traced, again):
        return _untold(case, "refused", "recordings_differ", "")
    return ended


def _difference(trace: Trace, reply: RunReply) -> tuple[str, str] | None:
    """Why a witness contradicts a trace, reason and detail, or None."""
    if reply.outcome != "finished":
        return "witness_unfinished", f"{reply.outcome} {reply.detail}".strip()
    try:
        ended = read_end(reply.payload or b"", reply.stdout)
        seen = Journal(reply.payload or b"", reply.stdout).items()
    except (MalformedEnding, MalformedJournal) as error:
        return "tampered", str(error)
    if (ended.outcome, ended.result, ended.exception, ended.stdout) != (
        trace.outcome, trace.result, trace.exception, trace.stdout,
    ):  # fmt: skip
        return "witness_differs", "the run ended otherwise"
    if len(seen) % 3 or not all(type(number) is int for number in seen):
        return "tampered", "expected numbers of what was seen"
    step = first_difference(trace.case.program.code, trace.steps, seen)
    return None if step is None else ("witness_differs", f"step {step}, line {trace.steps[step].line}")


def _recorded_alike(code: str, one: RunReply, other: RunReply) -> bool:
    """Whether two recorded runs say the same; what a clock or `id` said may differ where the program names one."""
    if other.outcome != "finished" or one.stdout != other.stdout:
        return False
    if one.payload == other.payload:
        return True
    return bool(_UNREPEATED.search(code)) and alike(one.payload or b"", other.payload or b"")


def _fate(reply: RunReply) -> tuple[str, str]:
    """How a trace ends whose run did not come to an end of its own: outcome and reason."""
    if reply.outcome == "flooded" and "payload" in reply.detail:
        return "too_long", "journal"
    return _FATES[reply.outcome]


def _replayed_here(program: Program, case: Case, ended: Ended, payload: bytes, steps: int) -> Replayed:
    """A replay in this process, for a program of our own."""
    try:
        return replay(program, case, Journal(payload, ended.stdout.encode("utf-8", "replace")), steps)
    except MalformedJournal as error:
        return Replayed((), "refused", "tampered", None, str(error))
    except SyntaxError:  # the replay nests deeper than the program does, and Python counts
        return Replayed((), "refused", "too_deep")


def _unpacked(reply: RunReply, lines: int, most: int) -> Replayed:
    if reply.outcome != "finished":
        outcome, reason = _fate(reply)
        return Replayed((), outcome if outcome != "crashed" else "refused", reason or "replay_" + reply.outcome)
    try:
        return unpack(reply.payload or b"", lines, most)
    except MalformedSteps as error:
        return Replayed((), "refused", "tampered", None, str(error))


def _finished(case: Case, replayed: Replayed) -> Trace:
    if replayed.outcome == "refused":
        reason = "untrusted_trace" if replayed.reason == "diverged" else replayed.reason
        return _untold(case, "refused", reason, replayed.exception or "")
    stdout = "".join(step.stdout for step in replayed.steps if step.event == "print")
    return sealed(
        Trace(
            case,
            replayed.outcome,  # type: ignore[arg-type]  # from OUTCOMES, see replay/wire.py
            replayed.reason,
            replayed.steps,
            replayed.result,
            replayed.exception,
            stdout,
            PYTHON,
        )
    )


def _untold(case: Case, outcome: str, reason: str, detail: str) -> Trace:
    """A trace without steps; `exception` says more where there is more to say."""
    more = with_source(detail, case.program.code) or None
    return sealed(Trace(case, outcome, reason, exception=more, python=PYTHON))  # type: ignore[arg-type]
