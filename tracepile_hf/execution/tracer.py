"""Programs in, traces out: runs a program, replays what was recorded, and says how it ended.

`trace_in_process` runs in this very process: for tests and for programs of our own making.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import asdict, dataclass, replace
from typing import Final

from tracepile_hf.execution.replay import Replayed, replay
from tracepile_hf.records import Case, Program, Trace

PYTHON: Final = f"{sys.version_info.major}.{sys.version_info.minor}"
REASONS: Final = (
    "syntax_error",  # the program does not parse
    "no_entry_point",  # the program binds no such name
    "steps",  # outcome too_long: the step limit was reached, `steps` holds the first ones
    "instrumentation_differs",  # the recorded run and the plain run disagree
    "async", "attribute", "builtin", "class", "construct", "eval", "file", "metaclass", "module", "opaque", "opaque_call",
    "private_attribute", "reads_own_frame", "source_too_long", "too_expensive",
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
        replayed = replay(program, case, limits.steps)
    except SyntaxError as error:
        replayed = Replayed((), "refused", "syntax_error", None, str(error))
    stdout = "".join(step.stdout for step in replayed.steps if step.event == "print")
    return sealed(
        Trace(
            case, replayed.outcome, replayed.reason, replayed.steps, replayed.result, replayed.exception, stdout, PYTHON
        )
    )


def sealed(trace: Trace) -> Trace:
    """The trace with its digest: sha256 over everything else."""
    return replace(trace, digest=digest_of(trace))


def digest_of(trace: Trace) -> str:
    """What the digest of a trace must be."""
    content = asdict(replace(trace, digest=""))
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
