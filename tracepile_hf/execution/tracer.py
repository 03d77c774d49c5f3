"""Traces without a jail: runs a program, replays what was recorded, and says how it ended.

`trace_in_process` runs in this very process: for tests and for programs of our own making. `Tracer`, which runs
everything in the jail (and replays there too what is not our own), is in pool.py.
"""

from __future__ import annotations

import hashlib
import io
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, Final

from tracepile_hf.execution import recorder
from tracepile_hf.execution.replay import replay
from tracepile_hf.execution.replay_journal import Journal
from tracepile_hf.records import Case, Program, Step, Trace

PYTHON: Final = f"{sys.version_info.major}.{sys.version_info.minor}"
REASONS: Final = (
    # the program
    "syntax_error", "no_entry_point", "source_too_long", "input_too_long",
    # its limits (outcome too_long)
    "steps", "output",
    # recorded and plain run, replay and journal disagree
    "instrumentation_differs", "diverged", "untrusted_trace", "tampered",
    # the replay cannot follow
    "async", "attribute", "builtin", "class", "construct", "eval", "exec", "file", "metaclass", "module", "opaque",
    "opaque_call", "private_attribute", "reads_own_frame", "set_order", "too_deep", "too_expensive",
)  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """What one run may use: wall-clock seconds, steps, MiB of memory, bytes of output."""

    seconds: float = 10.0
    steps: int = 100_000
    memory_mb: int = 512
    output_bytes: int = 1 << 20


def trace_in_process(program: Program, case: Case, limits: Limits | None = None) -> Trace:
    """Trace one case without a jail. Only for programs that are trusted."""
    limits = limits or Limits()
    try:
        prepared = recorder.prepare(program.code, program.entry_point)
    except (SyntaxError, ValueError):
        return sealed(Trace(case, "refused", "syntax_error", python=PYTHON))
    wanted = {"steps": limits.steps, "capture": True}
    payload = _apart(lambda: recorder.run_traced(prepared, case_of(case), wanted), case.stdin)
    return assemble(program, case, Journal(payload), limits)


def assemble(program: Program, case: Case, journal: Journal, limits: Limits) -> Trace:
    """The trace of a recorded run: its journal replayed."""
    replayed = replay(program, case, journal, limits.steps)
    stdout = "".join(step.stdout for step in replayed.steps if step.event == "print")
    return sealed(
        Trace(
            case,
            replayed.outcome,  # type: ignore[arg-type]  # from OUTCOMES, see replay
            replayed.reason,
            replayed.steps,
            replayed.result,
            replayed.exception,
            stdout,
            PYTHON,
        )
    )


def case_of(case: Case) -> dict[str, Any]:
    """A case as the recorder reads it."""
    return {
        "arguments": list(case.arguments),
        "keyword_arguments": dict(case.keyword_arguments),
        "stdin": case.stdin,
    }


def _apart(work: Callable[[], bytes], stdin: str) -> bytes:
    """Run in a thread of its own, where the stack is as empty as in the jail, with `stdin` as standard input."""
    found: list[bytes] = []
    kept = sys.stdin
    raw = io.BytesIO(stdin.encode("utf-8", "surrogateescape"))
    sys.stdin = io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape")
    try:
        thread = threading.Thread(target=lambda: found.append(work()))
        thread.start()
        thread.join()
    finally:
        sys.stdin = kept
    return found[0]


def sealed(trace: Trace) -> Trace:
    """The trace with its digest: sha256 over everything else."""
    return replace(trace, digest=digest_of(trace))


def digest_of(trace: Trace) -> str:
    """What the digest of a trace must be: sha256 over the `repr` of all its fields, which are text and numbers only."""
    case = trace.case
    content = (
        _of_program(case.program),
        (case.id, case.arguments, case.keyword_arguments, case.stdin, case.expected),
        (trace.outcome, trace.reason, trace.result, trace.exception, trace.stdout, trace.python),
        [_of_step(step) for step in trace.steps],
    )
    return hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()


_of_step: Final = attrgetter(*(field.name for field in fields(Step)))
_of_program: Final = attrgetter(*(field.name for field in fields(Program)))
