"""Traces without a jail: runs a program, replays what was recorded, and says how it ended.

`trace_in_process` runs in this very process: for tests and for programs of our own making. `Tracer`, which runs
everything in the jail (and replays there too what is not our own), is in jailed.py.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable
from typing import Any

from tracepile_hf.execution.limits import Limits
from tracepile_hf.execution.record import recorder
from tracepile_hf.execution.replay.journal import Journal
from tracepile_hf.execution.replay.replay import replay
from tracepile_hf.execution.seal import PYTHON, sealed, with_source
from tracepile_hf.records import Case, Program, Trace


def trace_in_process(program: Program, case: Case, limits: Limits | None = None) -> Trace:
    """Trace one case without a jail. Only for programs that are trusted."""
    limits = limits or Limits()
    try:
        prepared = recorder.prepare(program.code, program.entry_point)
    except (SyntaxError, ValueError):
        return sealed(Trace(case, "refused", "syntax_error", python=PYTHON))
    wanted = {"steps": limits.steps, "capture": True}
    payload = _apart(lambda: recorder.run_traced(prepared, job_case(case), wanted), case.stdin)
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
            with_source(replayed.exception, program.code) if replayed.outcome == "refused" else replayed.exception,
            stdout,
            PYTHON,
        )
    )


def job_case(case: Case) -> dict[str, Any]:
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
