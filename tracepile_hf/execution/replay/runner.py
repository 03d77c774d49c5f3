"""Replays inside a jail: what a zygote loads in the recorder's place when its children are to replay, not to record.

A replay runs the program's own logic behind guards. It holds nothing a program could want, but guards can have holes
and values can grow, so a program from elsewhere is replayed in a child as confined as the one that recorded it. Each
case carries its journal and what the recorded run wrote, as text, beside its arguments.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from tracepile_hf.execution.replay.compiler.emitter import Unsupported
from tracepile_hf.execution.replay.environment import prepare_program
from tracepile_hf.execution.replay.journal import Journal
from tracepile_hf.execution.replay.replay import replay
from tracepile_hf.execution.replay.wire import pack
from tracepile_hf.records import Case, Program


def prepare(code: str, entry_point: str | None) -> Program:
    """Compile the replay once for all cases; what cannot be compiled is refused case by case."""
    with suppress(Unsupported):
        prepare_program(code)  # kept by its cache
    return Program("program", "user", "program", code, entry_point)


def run_plain(prepared: Program, case: dict[str, Any], limits: dict[str, Any]) -> bytes:
    """Replay one case against its journal; `limits` has `steps`."""
    given = Case("case", prepared, tuple(case["arguments"]), tuple(case["keyword_arguments"].items()), case["stdin"])
    journal = Journal(
        case["journal"].encode("utf-8", "surrogatepass"), case["written"].encode("utf-8", "surrogatepass")
    )
    return pack(replay(prepared, given, journal, limits["steps"]))


run_traced = run_plain
