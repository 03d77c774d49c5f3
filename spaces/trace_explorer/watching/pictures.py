"""Who holds what after each step of a run: the moments that the watching run saw, laid over the steps of the trace."""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from showing import visible

from tracepile_hf.errors import SandboxError
from tracepile_hf.execution import Limits
from tracepile_hf.execution.in_process import job_case
from tracepile_hf.execution.jail.outside.sandbox import Policy, Sandbox
from tracepile_hf.execution.replay.journal import Journal, MalformedJournal
from tracepile_hf.records import Step, Trace

RUNNER: Final = Path(__file__).with_name("runner.py")
TIMES: Final = 4  # the time a run may take when every moment of it is looked at
PAYLOAD: Final = 8 << 20  # bytes
STEPS: Final = 6000
Moment = list[Any]


class Pictures:
    """Draws from runs in a jail of its own, started when first wanted."""

    def __init__(self, policy: Policy, limits: Limits) -> None:
        self.policy, self.limits = policy, limits
        self._jail: Sandbox | None = None

    def of(self, trace: Trace) -> dict[str, Any] | None:
        """What the player draws: `moments`, `at` (of each step), `inside` and `index`; None where nothing was seen."""
        seen = self._seen(trace)
        if seen is None or not trace.steps:
            return None
        moments, inside = seen
        at = aligned(trace.steps, moments)
        if at is None:
            return None
        first = {moment: step for step, moment in reversed(list(enumerate(at)))}
        within: dict[int, list[str]] = {}
        for moment, words in inside:
            within.setdefault(first.get(moment, -1), []).append(visible(words))
        return {
            "digest": trace.digest,
            "moments": moments,
            "at": at,
            "inside": {step: words for step, words in within.items() if step >= 0},
            "index": indexing(trace.case.program.code),
        }

    def _seen(self, trace: Trace) -> tuple[list[Moment], list[tuple[int, str]]] | None:
        program, limits = trace.case.program, self.limits
        job = {
            "code": program.code,
            "entry_point": program.entry_point,
            "cases": [job_case(trace.case)],
            "modes": ["plain"],
            "limits": {
                "seconds": limits.seconds * TIMES,
                "cpu_seconds": int(limits.seconds * TIMES + 1),
                "memory_mb": limits.memory_mb,
                "output_bytes": limits.output_bytes,
                "payload_bytes": PAYLOAD,
                "steps": STEPS,
            },
        }
        if self._jail is None:
            self._jail = Sandbox(self.policy, runner=RUNNER)
        try:
            (reply,) = self._jail.run(job)
            if reply.outcome != "finished":
                return None
            (text,) = Journal(reply.payload or b"", reply.stdout).items()
            return _checked(json.loads(text))
        except (SandboxError, MalformedJournal, ValueError, TypeError, RecursionError):
            return None  # no picture is better than a wrong one


def _checked(seen: Any) -> tuple[list[Moment], list[tuple[int, str]]]:
    """What came from the jail, if it is of the shape the player reads. Errors: ValueError."""
    moments, inside = seen
    for frame, line, event, names, things in moments:
        if type(frame) is not int or type(line) is not int or event not in ("line", "return"):
            raise ValueError("expected a moment")
        if not all(_is_cell(name) and _is_cell(cell) for shown in names.values() for name, cell in shown):
            raise ValueError("expected names")
        for kind, cells, count in things.values():
            flat = [part for cell in cells for part in (cell if isinstance(cell, list) else [cell])]
            if type(kind) is not str or type(count) is not int or not all(map(_is_cell, flat)):
                raise ValueError("expected a thing")
    if not all(type(moment) is int and type(words) is str for moment, words in inside):
        raise ValueError("expected what is inside")
    return _shown(moments), [(moment, words) for moment, words in inside]


def _is_cell(cell: Any) -> bool:
    return type(cell) in (str, int)


def _shown(value: Any) -> Any:
    """All texts in it made visible."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [_shown(part) for part in value]
    if isinstance(value, dict):
        return {key: _shown(part) for key, part in value.items()}
    return value


def aligned(steps: Sequence[Step], moments: Sequence[Moment]) -> list[int] | None:
    """For each step the moment that shows what it left behind; None where steps and moments tell two runs."""
    before: dict[int, int] = {}
    leaving: dict[int, int] = {}
    begun: set[tuple[int, int, int]] = set()
    position = wanted = 0
    for step in steps:
        key = (step.frame, step.line, step.visit)
        begins = step.event == "line" and key not in begun
        if not begins and step.event != "return":
            continue
        begun.add(key)
        wanted += 1
        event = "line" if begins else "return"
        found = next(
            (n for n in range(position, len(moments)) if moments[n][0] == step.frame and moments[n][2] == event
             and (not begins or moments[n][1] == step.line)),
            None,
        )  # fmt: skip
        if found is not None:
            position = found + 1
            (before if begins else leaving)[step.index] = found
    if not moments or 4 * (len(before) + len(leaving)) < 3 * wanted:
        return None
    at, after = [0] * len(steps), len(moments) - 1
    for step in reversed(steps):
        at[step.index] = after = leaving.get(step.index, after)
        after = before.get(step.index, after)
    return at


def indexing(code: str) -> dict[str, list[str]]:
    """Text of what is indexed -> the names that index it: {"items": ["i"]}."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
            names = found.setdefault(ast.unparse(node.value), [])
            for part in ast.walk(node.slice):
                if isinstance(part, ast.Name) and part.id not in names:
                    names.append(part.id)
    return found
