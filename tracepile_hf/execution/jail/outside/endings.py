"""How a run ended, read from the first bytes of what its recorder sent; the journal behind them stays bytes.

The service wants five texts of a run and compares them with those of another. It never decodes a journal: a hostile
one can be deep, or become twenty times its size as objects. What is read here is what the recorder writes, letter by
letter: these keys, in this order, short texts or null, and nothing else.
"""

from __future__ import annotations

import json.decoder
from typing import Any, Final, NamedTuple

OUTCOMES: Final = frozenset({"finished", "raised", "too_long", "out_of_memory", "refused"})
HEAD_CAP: Final = 6 << 20  # bytes before the journal: two literals of 200,000 characters, each escaped
_KEYS: Final = ("outcome", "reason", "result", "exception", "stdout")
_decoder: Any = json.decoder  # typeshed leaves its parts out
_JOURNAL: Final = ',"journal":['


class MalformedEnding(ValueError):
    """The payload is not what a recorder writes."""


class Ended(NamedTuple):
    """The end of a run in its recorder's words. `stdout`: what the program wrote, wherever it was caught."""

    outcome: str
    reason: str
    result: str | None
    exception: str | None
    stdout: str


def read_end(payload: bytes, written: bytes = b"") -> Ended:
    """The end of a run, plain or traced; `written`: what came out at descriptor 1. Raises MalformedEnding."""
    if not payload.isascii():
        raise MalformedEnding("expected ASCII")
    head = payload[:HEAD_CAP].decode("ascii")
    values: list[str | None] = []
    position = 0
    for key in _KEYS:
        opening = f'{"," if values else "{"}"{key}":'
        if not head.startswith(opening, position):
            raise MalformedEnding(f"expected {key} at {position}")
        value, position = _text(head, position + len(opening))
        values.append(value)
    traced = head.startswith(_JOURNAL, position)
    if not (payload.endswith(b"]}") if traced else head[position:] == "}"):
        raise MalformedEnding(f"expected a journal or the end at {position}")
    outcome, reason, result, exception, stdout = values
    if outcome not in OUTCOMES or outcome is None or reason is None:
        raise MalformedEnding("expected an outcome and a reason")
    return Ended(outcome, reason, result, exception, written.decode("utf-8", "replace") if stdout is None else stdout)


def _text(head: str, position: int) -> tuple[str | None, int]:
    """The text or null that begins here, and where it ends."""
    if head.startswith("null", position):
        return None, position + 4
    if not head.startswith('"', position):
        raise MalformedEnding(f"expected text or null at {position}")
    try:
        text, end = _decoder.scanstring(head, position + 1, True)
    except ValueError as error:
        raise MalformedEnding(f"expected text at {position}, got {error}") from None
    return text, end
