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
from itertools import islice
from typing import Any, Final

from tracepile_hf import literals
from tracepile_hf.execution.record.instrument import FILE, instrument
from tracepile_hf.execution.record.rules import MOST_ITEMS, is_lazy, name_of, needs_object
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
    return _traced(prepared, _surroundings(prepared, limits), case)


def run_plain(prepared: PreparedRecording, case: dict[str, Any], limits: dict[str, Any]) -> bytes:
    """Run one case of the program as it is; JSON of how it ended."""
    return _plain(prepared, _surroundings(prepared, limits), case)


def ready(prepared: PreparedRecording, limits: dict[str, Any], *, traced: bool) -> RunCase:
    """A run made ready before the process is forked that does it and nothing else: a function of its case."""
    if not traced:
        return partial(_plain, prepared, _surroundings(prepared, {}, alone=True))
    _empty(prepared, limits)
    return partial(_traced, prepared, _surroundings(prepared, {}, alone=True))


def _surroundings(prepared: PreparedRecording, limits: dict[str, Any], *, alone: bool = False) -> Surroundings:
    return Surroundings(bool(limits.get("capture")), name_of(prepared.entry_point), alone=alone)


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
        if entry_point is None:
            exec(code, main)
        else:
            result = _call(_entry(code, main, entry_point), case)
    except StopRecording:
        outcome, reason = "too_long", "steps"
    except _NoEntryPoint as error:
        outcome, reason, exception = "refused", error.reason, error.detail
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
    """The program ran and has no such function, or did not come to its end before."""

    def __init__(self, reason: str, detail: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def _entry(code: types.CodeType, main: dict[str, Any], entry_point: str) -> Any:
    """Run a program as an import does, and find the function to be called: `f`, or `Class.method` of a `Class()`."""
    try:
        exec(code, main)
        first, *rest = entry_point.split(".")
        if first not in main:
            raise _NoEntryPoint("no_entry_point")
        found = main[first]
        for name in rest:
            if not hasattr(found, name):
                raise _NoEntryPoint("no_entry_point")
            found = getattr(found() if needs_object(found, name) else found, name)
        return found
    except (StopRecording, MemoryError, _NoEntryPoint):
        raise
    except BaseException as error:  # whatever the program raises
        line = _line_of(error)
        raise _NoEntryPoint("entry_not_reached", _literal_of(error) + (f", line {line}" if line else "")) from None


_traceback: Final = BaseException.__dict__["__traceback__"].__get__  # which no class of a program can replace


def _line_of(error: BaseException, inside: int = 0) -> int:
    """The line of the program's module at which an exception left it; or so many frames from where it was raised."""
    found, lines = _traceback(error), []
    while found is not None:
        lines.append(found.tb_lineno)
        found = found.tb_next
    place = len(lines) - 1 - inside if inside else 1
    return lines[place] if 0 < place < len(lines) else 0


def _call(entry: Any, case: dict[str, Any]) -> str:
    arguments, named = case.get("values") or _values(case)
    result = entry(*arguments, **named)
    if is_lazy(result):
        result = list(islice(result, MOST_ITEMS + 1))
        if len(result) > MOST_ITEMS:
            raise StopRecording
    return literals.render(result, RESULT_LIMIT)


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
