"""Why it works: an author's own words (`Reason` stands for a sentence of them, verification/reasons.py), and what
always holds."""

from __future__ import annotations

from typing import Final

from tracepile_hf.verification.reading.production import Production


def _whole(kind: str, mode: str, pattern: str) -> Production:
    return Production(kind, mode, pattern, "S", "E")


PRODUCTIONS: Final = (
    _whole("reason", "", "reason {E}"),
    _whole("promise", "line", "the invariant is that after each run of line {N},? {E}"),
    _whole("promise", "loop", "the invariant is that whenever the loop on line {N} begins an iteration,? {E}"),
    _whole("kept", "line", "so {E} was true after all {N} runs of line {N}"),
    _whole("kept", "loop", "so {E} was true at the start of all {N} iterations of the loop on line {N}"),
)
