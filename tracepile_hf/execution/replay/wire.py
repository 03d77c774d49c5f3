"""Replayed steps as JSON lines and back: how a replay that ran in a jail of its own hands over what it found.

`unpack` believes nothing: every field has its type, numbers have their range, lines exist in the program, and what a
step of one event may not have is absent. What passes is a well-formed list of steps; that it is the true one is the
replay's word, given from a process that held nothing but the program, its input and the journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from tracepile_hf.execution.replay.replay import Replayed
from tracepile_hf.execution.seal import REASONS
from tracepile_hf.records import EVENTS, OUTCOMES, Step

PAYLOAD_CAP: Final = 256 << 20
_FIELDS: Final = 15
_LONG: Final = 1 << 16  # bytes of a line from which on its parts are counted before it is decoded
_PARTS: Final = 1 << 18


class MalformedSteps(ValueError):
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
    encode = json.JSONEncoder(separators=(",", ":")).encode
    return "\n".join(map(encode, (ended, *steps))).encode("ascii")


def unpack(payload: bytes, lines: int, most: int) -> Replayed:
    """The replay, of at most so many steps, of a program of so many lines. Raises MalformedSteps."""
    if len(payload) > PAYLOAD_CAP or not payload.isascii():
        raise MalformedSteps("the payload is too long or no ASCII")
    rows = _rows(payload)
    ended = next(rows)
    if type(ended) is not list or len(ended) != 4:
        raise MalformedSteps("expected an outcome, a reason, a result and an exception")
    outcome, reason, result, exception = ended
    if type(outcome) is not str or outcome not in OUTCOMES or type(reason) is not str:
        raise MalformedSteps("expected an outcome and a reason")
    if reason and reason not in REASONS:
        raise MalformedSteps("expected a reason from the list")
    if not all(value is None or type(value) is str for value in (result, exception)):
        raise MalformedSteps("expected literals for result and exception")
    steps = []
    for index, fields in enumerate(rows):
        if index == most:
            raise MalformedSteps(f"expected at most {most} steps")
        steps.append(_step(index, fields, lines))
    return Replayed(tuple(steps), outcome, reason, result, exception)


def _rows(payload: bytes) -> Iterator[Any]:
    """Each line decoded when its turn comes, so that what is decoded and not yet checked is never more than a line."""
    decode, start = json.JSONDecoder(parse_float=_no_number, parse_constant=_no_number).raw_decode, 0
    while start <= len(payload):
        end = payload.find(b"\n", start)
        line = payload[start : end if end >= 0 else len(payload)]
        start = end + 1 if end >= 0 else len(payload) + 1
        if len(line) > _LONG:
            _count_parts(line)
        try:
            row, size = decode(line.decode("ascii"))
        except (ValueError, RecursionError) as error:
            raise MalformedSteps(f"expected JSON of a step, got {error}") from None
        if size != len(line):
            raise MalformedSteps("expected one step a line")
        yield row


def _count_parts(line: bytes) -> None:
    """Refuse a line that would become far more objects than it has bytes: what is not text in it must be little."""
    bare = line.replace(b"\\\\", b"").replace(b'\\"', b"")
    if bare.count(b'"') > 2 * _PARTS or sum(map(len, bare.split(b'"')[::2])) > _PARTS:
        raise MalformedSteps("a step has too many parts")


def _no_number(text: str) -> float:
    raise ValueError(f"{text[:20]} is no number of a step")


def _step(index: int, fields: Any, lines: int) -> Step:
    if type(fields) is not list or len(fields) != _FIELDS:
        raise MalformedSteps(f"expected {_FIELDS} fields in step {index}")
    event, function, frame, enclosing, depth, line, visit = fields[:7]
    iterations, tests, operands, arguments, changed, owners, value, stdout = fields[7:]
    numbers = (frame, enclosing, depth, line, visit)
    if (
        type(event) is not str
        or event not in EVENTS
        or type(function) is not str
        or not all(type(number) is int for number in numbers)
    ):
        raise MalformedSteps(f"expected an event, a function and numbers in step {index}")
    if not (frame >= 0 and -1 <= enclosing < max(frame, 1) and depth >= 0 and 1 <= line <= lines and visit >= 1):
        raise MalformedSteps(f"expected numbers in their range in step {index}")
    if type(stdout) is not str or not (value is None or type(value) is str) or (stdout and event != "print"):
        raise MalformedSteps(f"expected text for value and stdout in step {index}")
    if type(owners) is not list or type(changed) is not list or len(owners) != len(changed):
        raise MalformedSteps(f"expected an owner for each change in step {index}")
    if not all(type(owner) is int and owner >= 0 for owner in owners):
        raise MalformedSteps(f"expected frames as owners in step {index}")
    return Step(
        index,
        event,  # type: ignore[arg-type]  # one of EVENTS
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
        raise MalformedSteps(f"expected pairs in step {index}")
    found = []
    for row in rows:
        if type(row) is not list or len(row) != 2 or type(row[0]) is not first or type(row[1]) is not second:
            raise MalformedSteps(f"expected pairs of {first.__name__} and {second.__name__} in step {index}")
        found.append((row[0], row[1]))
    return tuple(found)
