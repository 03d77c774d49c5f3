"""For a sentence that was not read: how far it was, and the nearest form that would be."""

from __future__ import annotations

import re
from typing import Final

from tracepile_hf.verification.reading.grammar import GRAMMAR
from tracepile_hf.verification.reading.readable import readable, words_of

_WORD: Final = re.compile(r"[a-z]{2,}")
_COMMON: Final = frozenset(["the", "is", "of", "to", "in", "on", "and", "line", "it", "with", "for", "an", "at", "so"])
_SHOWN: Final = 60  # characters of what was read that are shown


def nearest(text: str, read: int) -> str:
    """One sentence about where the derivation of `text` stopped: after `read` characters."""
    told = text[:read]
    form = _form(text[read:].lower())
    place = f"read as far as {told[-_SHOWN:]!r}" if told.strip() else "nothing of it is read"
    return f"{place}; the nearest form is {form!r}" if form else place


def _form(rest: str) -> str:
    """The production that shares most of its words with what was not read."""
    words = set(_WORD.findall(rest[:400])) - _COMMON
    best, found = 0.0, ""
    for production in GRAMMAR.productions:
        if not production.kind:
            continue
        own = words_of(production.pattern) - _COMMON
        shared = len(own & words)
        if shared and shared / (len(own) ** 0.5) > best:
            best, found = shared / (len(own) ** 0.5), readable(production.pattern)
    return found
