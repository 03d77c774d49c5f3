"""Runs a program inside the jail: instrumented, writing a journal, or plain, as the referee. JSON bytes come out.

`prepare` parses and compiles once per program; `run_traced` and `run_plain` run one case each. Standard library and
literals only. Nothing here judges what was recorded: `replay` does, on the other side.
"""

from __future__ import annotations

import json.encoder
import types
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.execution.record.instrument import FILE, instrument
from tracepile_hf.execution.record.set_elements import HUGE, coded
from tracepile_hf.execution.record.surroundings import Surroundings
from tracepile_hf.execution.record.writers import StopRecording, Writers

RESULT_LIMIT: Final = 200_000  # characters of the result's literal
ITEMS_PER_STEP: Final = 4
SHORT_ARGUMENTS: Final = 4096  # characters of a case's arguments that are parsed before the process is forked

RunCase = Callable[[dict[str, Any]], bytes]


@dataclass
class PreparedRecording:
    """A program ready to run: both forms of its code, and what the instrumented one writes its journal with."""

    code: str
    plain: types.CodeType
    traced: types.CodeType
    entry_point: str | None
    writers: Writers


def prepare(code: str, entry_point: str | None) -> PreparedRecording:
    """Parse, instrument and compile a program. Raises SyntaxError, ValueError (null bytes) or RecursionError."""
    writers = Writers()
    plain = compile(code, FILE, "exec", dont_inherit=True)
    return PreparedRecording(code, plain, instrument(code, writers.constants()), entry_point, writers)


# Runs


def run_traced(prepared: PreparedRecording, case: dict[str, Any], limits: dict[str, Any]) -> bytes:
    """Run one case of the instrumented program; JSON of how it ended and of its journal.

    case: arguments, keyword_arguments (literals), stdin. limits: steps; capture, if standard output is to be part of
    what comes out instead of going to descriptor 1.
    """
    _empty(prepared, limits)
    return _traced(prepared, Surroundings(bool(limits.get("capture"))), case)


def run_plain(prepared: PreparedRecording, case: dict[str, Any], limits: dict[str, Any]) -> bytes:
    """Run one case of the program as it is; JSON of how it ended."""
    return _plain(prepared, Surroundings(bool(limits.get("capture"))), case)


def ready(prepared: PreparedRecording, limits: dict[str, Any], *, traced: bool) -> RunCase:
    """A run made ready before the process is forked that does it and nothing else: a function of its case."""
    if not traced:
        return partial(_plain, prepared, Surroundings(False, alone=True))
    _empty(prepared, limits)
    return partial(_traced, prepared, Surroundings(False, alone=True))


def parsed(case: dict[str, Any]) -> dict[str, Any]:
    """The case with its arguments' values beside them, if they are short; any fault of theirs is left to the run."""
    named = dict(case.get("keyword_arguments", {}))
    if sum(map(len, (*case.get("arguments", ()), *named.values()))) > SHORT_ARGUMENTS:
        return case
    try:
        return {**case, "values": _values(case)}
    except Exception:  # whatever it is, the run will meet it again, and report it
        return case


def _empty(prepared: PreparedRecording, limits: dict[str, Any]) -> None:
    if not prepared.writers.usable():  # a run before this one, in this process, broke them
        prepared.writers = Writers()
        prepared.traced = instrument(prepared.code, prepared.writers.constants())
    prepared.writers.empty(limits.get("steps", 100_000) * ITEMS_PER_STEP)


def _traced(prepared: PreparedRecording, surroundings: Surroundings, case: dict[str, Any]) -> bytes:
    journal, room = prepared.writers.journal, prepared.writers.room
    ended = run_code(prepared.traced, prepared.entry_point, case, surroundings)
    if len(journal) >= room[0] and ended["outcome"] in ("finished", "raised"):  # its end was swallowed somewhere
        ended |= {"outcome": "too_long", "reason": "steps", "result": None, "exception": None}
    del journal[room[0] :]
    ended["journal"] = [item if type(item) is not int or -HUGE < item < HUGE else coded(item) for item in journal]
    return as_bytes(ended)


def _plain(prepared: PreparedRecording, surroundings: Surroundings, case: dict[str, Any]) -> bytes:
    return as_bytes(run_code(prepared.plain, prepared.entry_point, case, surroundings))


def run_code(
    code: types.CodeType, entry_point: str | None, case: dict[str, Any], surroundings: Surroundings
) -> dict[str, Any]:
    """Run a compiled program in its surroundings; how it ended."""
    main = surroundings.enter()
    result = exception = None
    outcome, reason = "finished", ""
    try:
        exec(code, main)
        if entry_point is not None:
            result = _call(main, entry_point, case)
    except StopRecording:
        outcome, reason = "too_long", "steps"
    except _NoEntryPoint:
        outcome, reason = "refused", "no_entry_point"
    except SystemExit as error:
        if error.code not in (None, 0):
            outcome, exception = "raised", literals.render(error, RESULT_LIMIT)
    except MemoryError:
        outcome = "out_of_memory"
    except BaseException as error:  # whatever the program raises is its outcome
        outcome, exception = "raised", _literal_of(error)
    try:
        if outcome in ("finished", "raised"):
            surroundings.finish()
    except StopRecording:
        outcome, reason = "too_long", "steps"
    stdout = surroundings.restore()
    return {"outcome": outcome, "reason": reason, "result": result, "exception": exception, "stdout": stdout}


def _literal_of(error: BaseException) -> str:
    """Where exactly the stack ran out decides the text of a RecursionError: it is left out."""
    if isinstance(error, RecursionError):
        return "RecursionError('maximum recursion depth exceeded')"
    return literals.render(error, RESULT_LIMIT)


class _NoEntryPoint(BaseException):
    """The program ran and binds no such name."""


def _call(main: dict[str, Any], entry_point: str, case: dict[str, Any]) -> str:
    if entry_point not in main:
        raise _NoEntryPoint
    arguments, named = case.get("values") or _values(case)
    return literals.render(main[entry_point](*arguments, **named), RESULT_LIMIT)


def _values(case: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    named = dict(case.get("keyword_arguments", {}))
    return (
        [literals.parse(text) for text in case.get("arguments", ())],
        {name: literals.parse(text) for name, text in named.items()},
    )


# Writing JSON with nothing that the program could have replaced

_json: Any = json.encoder  # typeshed leaves its C parts out
_encode: Final = _json.c_make_encoder(None, repr, _json.c_encode_basestring_ascii, None, ":", ",", False, False, True)
_join: Final = "".join


def as_bytes(ended: dict[str, Any]) -> bytes:
    """How a run ended as JSON."""
    return _join(_encode(ended, 0)).encode("ascii")
