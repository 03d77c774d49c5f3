"""What a witness writes down of a frame's names, cheap enough to be done before every line; both sides use it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from zlib import crc32

LONGEST: Final = 100  # characters of a literal that is looked at
_BEGINNINGS: Final = frozenset("[({-0123456789'\"")
_WORDS: Final = frozenset({"True", "False", "None"})


def is_looked_at(name: str, literal: str | None) -> bool:
    """Whether a name counts: it holds an atom or a small container, all of whose literal is known."""
    if literal is None or len(literal) > LONGEST or "<" in literal or "." in name or name.startswith("__"):
        return False
    return literal[:1] in _BEGINNINGS or literal in _WORDS


def digest(names: Iterable[tuple[str, str]]) -> int:
    """A number for names and their literals, in any order."""
    text = "\n".join(sorted([f"{name}={literal}" for name, literal in names]))
    return crc32(text.encode("utf-8", "surrogatepass"))
