"""Which literals can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

LONG_VALUE: Final = 120  # characters of a literal beyond which it is not told in passing
LONG_CLAUSE: Final = 420  # characters of a clause beyond which a shorter way of saying it is looked for

_TEXT: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")


def is_told(literal: str) -> bool:
    """Whether a literal stands for a value: what has none is written in angle brackets."""
    return "<" not in literal or "<" not in _TEXT.sub("", literal)


def untellable(values: Sequence[str], longest: int = LONG_VALUE) -> set[int | str]:
    """The positions of values that have no literal, or one too long to tell in passing; "cut" if one is incomplete."""
    found: set[int | str] = {
        position for position, value in enumerate(values) if len(value) > longest or not is_told(value)
    }
    if any("<cut" in value and not is_told(value) for value in values):
        found.add("cut")
    return found
