"""For a sentence that was not read: how far it was, and the nearest form that would be."""

from __future__ import annotations

import re
from functools import cache
from math import log
from typing import Final

from tracepile_hf.verification.reading.grammar import GRAMMAR
from tracepile_hf.verification.reading.readable import readable, words_of

_WORD: Final = re.compile(r"[a-z]{2,}")
_COMMON: Final = frozenset(
    {
        *("the", "is", "of", "to", "in", "on", "and", "line", "lines", "it", "with"),
        *("for", "an", "at", "so", "by", "as", "from", "or", "not", "be", "this"),
        *("that", "then", "now", "which", "has", "have", "was", "are", "its", "all", "only"),
        *("each", "no", "one", "time", "times"),
    }
)
_QUOTED: Final = re.compile(r"`[^`]*`|'[^']*'|\"[^\"]*\"")
_SHOWN: Final = 60  # characters of what was read that are shown
_LONGEST: Final = 120  # characters of a form
_LEAST: Final = 2.0  # what words in common have to weigh
_PLAIN: Final = "on line N, `E` becomes C"


def nearest(text: str, read: int) -> str:
    """One sentence about where the derivation of `text` stopped: after `read` characters."""
    told = text[:read]
    place = f"read as far as {told[-_SHOWN:]!r}" if told.strip() else "nothing of it is read"
    return f"{place}; the nearest form is {_form(text[read:].lower()) or _form(text.lower()) or _PLAIN!r}"


@cache
def form_of(kind: str, mode: str) -> str:
    """The first form that makes a claim of a kind; empty if there is none."""
    for production in GRAMMAR.productions:
        if (production.kind, production.mode) == (kind, mode):
            return _short(readable(production.pattern))
    return ""


@cache
def _weights() -> dict[str, float]:
    """How much a word of the grammar tells: the more, the fewer productions have it."""
    forms = [words_of(production.pattern) for production in GRAMMAR.productions if production.kind]
    words = {word for form in forms for word in form}
    return {word: log(len(forms) / sum(word in form for form in forms)) for word in words}


def _form(rest: str) -> str:
    """The production that shares the words that tell most with what was not read, the earliest of them first."""
    told = _WORD.findall(_QUOTED.sub(" ", rest[:400]))
    first = {word: place for place, word in reversed(list(enumerate(told)))}
    words = {stem: word for word in first for stem in (word, word.removesuffix("s"), word + "s")}
    weights = _weights()
    best, found = _LEAST, ""
    for production in GRAMMAR.productions:
        if not production.kind:
            continue
        own = words_of(production.pattern) - _COMMON
        shared = own & words.keys()
        if shared:
            weight = sum(weights[word] / (1 + first[words[word]] / 8) for word in shared)
            score = weight / max(len(own), 3) ** 0.5
            if score > best:
                best, found = score, _short(readable(production.pattern))
    return found


def _short(form: str) -> str:
    return form if len(form) <= _LONGEST else form[: _LONGEST - 3] + "..."
