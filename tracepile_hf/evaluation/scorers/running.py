"""Code from models, run in the jail and nowhere else: one shared sandbox, plain runs, results as literals."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from tracepile_hf.errors import SandboxError
from tracepile_hf.execution.jail.outside.endings import MalformedEnding, read_end
from tracepile_hf.execution.jail.outside.sandbox import Sandbox

SECONDS: Final = 6.0  # a run of a test, as LiveCodeBench allows
MEMORY_MB: Final = 1024


@dataclass(frozen=True, slots=True)
class Ran:
    """How one run ended: `ended` is "" if it came to its end, else why not. `fault`: the jail failed, not the code."""

    ended: str
    result: str | None = None
    stdout: str = ""
    fault: bool = False


@functools.cache
def _sandbox() -> Sandbox:
    """Started when the first answer is run; its processes end with this one."""
    return Sandbox("default", workers=1)


def run(code: str, entry_point: str | None, cases: Sequence[dict[str, Any]], seconds: float = SECONDS) -> list[Ran]:
    """Run code on each case (arguments as literals, or stdin), one after the other, each in a process of its own."""
    job = {
        "code": code,
        "entry_point": entry_point,
        "cases": [{"arguments": [], "keyword_arguments": {}, "stdin": "", **case} for case in cases],
        "modes": ["plain"],
        "limits": {"seconds": seconds, "cpu_seconds": int(seconds) + 1, "memory_mb": MEMORY_MB},
    }
    try:
        replies = _sandbox().run(job)
    except SandboxError as error:
        return [Ran(f"the jail failed: {error}", fault=True) for _ in cases]
    ran = []
    for reply in replies:
        if reply.outcome != "finished" or reply.payload is None:
            ran.append(Ran(f"{reply.outcome} {reply.detail}".strip(), fault=reply.outcome == "unprepared"))
            continue
        try:
            end = read_end(reply.payload, reply.stdout)
        except MalformedEnding as error:
            ran.append(Ran(f"tampered {error}"))
            continue
        ended = "" if end.outcome == "finished" else (end.exception or end.reason or end.outcome)
        ran.append(Ran(ended, end.result, end.stdout))
    return ran
