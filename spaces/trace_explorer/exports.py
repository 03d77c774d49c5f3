"""A run as a file, and the state of the page as a link."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from random import Random
from typing import Final

from tracepile_hf import questions
from tracepile_hf.errors import InputError
from tracepile_hf.questions.prompt import input_text, numbered
from tracepile_hf.records import Trace

KINDS: Final = ("JSON", "Markdown", "Dataset row")
LONGEST_STATE: Final = 200_000  # characters of an unpacked link


def export(trace: Trace, text: str, kind: str) -> tuple[str, str]:
    """(file name, content). Errors: InputError where the run has no such form."""
    if kind == "JSON":
        return "trace.json", json.dumps({**asdict(trace), "rationale": text}, indent=1)
    if kind == "Markdown":
        return "trace.md", _markdown(trace, text)
    if kind == "Dataset row":
        return "trace.jsonl", _row(trace, text)
    raise InputError(f"one of {', '.join(KINDS)}", kind, "export")


def _markdown(trace: Trace, text: str) -> str:
    code = numbered(trace.case.program.code)
    return f"# Chain of Execution\n\n```\n{code}\n```\n\n{input_text(trace.case)}\n\n{text or trace.outcome}\n"


def _row(trace: Trace, text: str) -> str:
    question = questions.final_question(trace, Random(0))
    if question is None or not text:
        raise InputError("a run that returned or printed something, and its text", trace.outcome, "export as a row")
    messages = [{"role": "user", "content": question.prompt}, {"role": "assistant", "content": text}]
    return json.dumps({"messages": messages, "answer": question.answer, "digest": trace.digest}) + "\n"


# What a link holds, in this order; the first four alone are a link of the page's first edition.
STATE: Final = {
    "code": "",
    "call": "",
    "stdin": "",
    "detail": "full",
    "register": "prose",
    "view": "whole",
    "telling": "",
    "step": "0",
}
FIRST_EDITION: Final = 4


def to_link(state: Sequence[str]) -> str:
    """What the page shows as text for the part of an address that never leaves the browser (after the #)."""
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(list(state)).encode(), 9)).decode()


def from_link(text: str) -> dict[str, str]:
    """What the page showed. Errors: InputError for a link that is damaged or too large."""
    try:
        raw = zlib.decompressobj().decompress(base64.urlsafe_b64decode(text), LONGEST_STATE)
        state = json.loads(raw)
        if (
            isinstance(state, list)
            and len(state) in (FIRST_EDITION, len(STATE))
            and all(isinstance(part, str) for part in state)
        ):
            found = {**STATE, **dict(zip(STATE, state, strict=False))}
            if found["step"].isdecimal() and len(found["step"]) < 7:
                return found
    except (ValueError, RecursionError, binascii.Error, zlib.error):
        pass
    raise InputError("a link made by this page", "a damaged one", "the address")
