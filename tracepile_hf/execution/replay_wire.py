"""Replayed steps as JSON bytes and back: how a replay that ran in a jail of its own hands over what it found.

`unpack` believes nothing: every field has its type, numbers have their range, lines exist in the program, and what a
step of one event may not have is absent. What passes is a well-formed list of steps; that it is the true one is the
replay's word, given from a process that held nothing but the program, its input and the journal.
"""

from __future__ import annotations

import json
from typing import Any, Final

from tracepile_hf.execution.replay import Replayed
from tracepile_hf.records import EVENTS, OUTCOMES, Step

PAYLOAD_CAP: Final = 256 << 20
_FIELDS: Final = 15


class Malformed(ValueError):
    """The bytes are not what `pack` writes."""


def pack(replayed: Replayed) -> bytes:
    """A replay as JSON bytes."""
    steps = [
        (
            step.event,
            step.function,
            step.frame,
            step.enclosing,
            step.depth,
            step.line,
            step.visit,
            step.iterations,
            step.tests,
            step.operands,
            step.arguments,
            step.changed,
            step.owners,
            step.value,
            step.stdout,
        )
        for step in replayed.steps
    ]
    ended = (replayed.outcome, replayed.reason, replayed.result, replayed.exception)
    return json.dumps((ended, steps), ensure_ascii=True, separators=(",", ":")).encode("ascii")


def unpack(payload: bytes, lines: int) -> Replayed:
    """The replay of a program of so many lines. Raises Malformed."""
    if len(payload) > PAYLOAD_CAP:
        raise Malformed("the payload is too long")
    try:
        ended, steps = json.loads(payload)
        outcome, reason, result, exception = ended
    except (ValueError, TypeError, RecursionError) as error:
        raise Malformed(f"expected JSON of a replay, got {error}") from None
    if outcome not in OUTCOMES or type(reason) is not str or type(steps) is not list:
        raise Malformed("expected an outcome, a reason and steps")
    if not all(value is None or type(value) is str for value in (result, exception)):
        raise Malformed("expected literals for result and exception")
    return Replayed(
        tuple(_step(index, fields, lines) for index, fields in enumerate(steps)), outcome, reason, result, exception
    )


def _step(index: int, fields: Any, lines: int) -> Step:
    if type(fields) is not list or len(fields) != _FIELDS:
        raise Malformed(f"expected {_FIELDS} fields in step {index}")
    event, function, frame, enclosing, depth, line, visit = fields[:7]
    iterations, tests, operands, arguments, changed, owners, value, stdout = fields[7:]
    numbers = (frame, enclosing, depth, line, visit)
    if event not in EVENTS or type(function) is not str or not all(type(number) is int for number in numbers):
        raise Malformed(f"expected an event, a function and numbers in step {index}")
    if not (frame >= 0 and -1 <= enclosing < max(frame, 1) and depth >= 0 and 1 <= line <= lines and visit >= 1):
        raise Malformed(f"expected numbers in their range in step {index}")
    if type(stdout) is not str or not (value is None or type(value) is str) or (stdout and event != "print"):
        raise Malformed(f"expected text for value and stdout in step {index}")
    if type(owners) is not list or type(changed) is not list or len(owners) != len(changed):
        raise Malformed(f"expected an owner for each change in step {index}")
    if not all(type(owner) is int and owner >= 0 for owner in owners):
        raise Malformed(f"expected frames as owners in step {index}")
    return Step(
        index,
        event,
        function,
        frame,
        enclosing,
        depth,
        line,
        visit,
        _pairs(iterations, int, int, index),
        _pairs(tests, str, bool, index),
        _pairs(operands, str, str, index),
        _pairs(arguments, str, str, index),
        _pairs(changed, str, str, index),
        tuple(owners),
        value,
        stdout,
    )


def _pairs(rows: Any, first: type, second: type, index: int) -> Any:
    if not rows:
        return ()
    if type(rows) is not list:
        raise Malformed(f"expected pairs in step {index}")
    found = []
    for row in rows:
        if type(row) is not list or len(row) != 2 or type(row[0]) is not first or type(row[1]) is not second:
            raise Malformed(f"expected pairs of {first.__name__} and {second.__name__} in step {index}")
        found.append((row[0], row[1]))
    return tuple(found)
