"""Wordings of a glossary as patterns: a sentence is read by its fixed words, and gives what stands in its slots."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(r"\{\{|\}\}|\{(?P<slot>[^{}]*)\}")
BEFORE: Final = "was "


class Slot(NamedTuple):
    """A slot: its expression, whether it is of before the step, its form (None: the unit of what it names)."""

    expression: str
    before: bool
    form: str | None


class Wording(NamedTuple):
    """A wording taken apart: texts and slots by turns, beginning and ending with a text."""

    texts: tuple[str, ...]
    slots: tuple[Slot, ...]
    pattern: re.Pattern[str]

    def read(self, text: str, at: int) -> re.Match[str] | None:
        """The shortest reading of this wording from a place of a text on, up to the end of a sentence."""
        return self.pattern.match(text, at)


@lru_cache(maxsize=8192)
def taken_apart(wording: str) -> Wording:
    """A wording as texts, slots and the pattern of both."""
    texts, slots, position = [""], [], 0
    for found in _TOKEN.finditer(wording):
        texts[-1] += wording[position : found.start()]
        position = found.end()
        inside = found["slot"]
        if inside is None:
            texts[-1] += found.group()[0]
            continue
        expression, bar, form = inside.partition("|")
        before = expression.startswith(BEFORE)
        slots.append(Slot(expression.removeprefix(BEFORE).strip(), before, form if bar else None))
        texts.append("")
    texts[-1] += wording[position:]
    parts = [re.escape(texts[0])]
    for text in texts[1:]:
        parts += ["([^\n]+?)", re.escape(text)]
    return Wording(tuple(texts), tuple(slots), re.compile("".join(parts) + r"(?=\s|\Z)"))
