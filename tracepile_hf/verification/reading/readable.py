"""Productions as a reader may see them: `The loop on line N {ends / is done} after K iterations`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

_LETTERS: Final = {
    "{E}": "`E`",
    "{Q}": "`CODE`",
    "{F}": "`F(V, ...)`",
    "{A}": "V",
    "{B}": "(C)",
    "{T}": "V",
    "{N}": "N",
    "{K}": "N times",
    "{O}": "Nth",
    "{C}": "C",
    "{M}": "V1, V2 and V3",
    "{W}": "V1 → V2 → V3 ...",
    "{H}": "V1, then V2, ...",
    "{L}": "V1, V2, ...",
}
_PRIVATE: Final = {slot: chr(0xE000 + number) for number, slot in enumerate(_LETTERS)}
_SHOWN: Final = {private: _LETTERS[slot] for slot, private in _PRIVATE.items()} | {"\x01": "`E`", "\x02": "V"}
_MOST: Final = 6  # alternatives that are written out


@lru_cache(maxsize=1024)
def readable(pattern: str) -> str:
    """A pattern as text: `{a / b}` for one of several, `[a]` for what may be left out."""
    for slot, private in _PRIVATE.items():
        pattern = pattern.replace(slot, private)
    parser = re._parser  # type: ignore[attr-defined]  # the module's own reader of patterns; it has no public name
    text = _shown(parser.parse(pattern))
    return re.sub(r" +", " ", text).strip()


def _shown(items: Any) -> str:
    return "".join(_piece(str(operation), argument) for operation, argument in items)


def _piece(operation: str, argument: Any) -> str:
    if operation == "LITERAL":
        return _SHOWN.get(chr(argument), chr(argument))
    if operation == "IN":
        signs = [_SHOWN.get(chr(value), chr(value)) for kind, value in argument if str(kind) == "LITERAL"]
        return signs[0] if signs else "0"
    if operation == "SUBPATTERN":
        return _shown(argument[-1])
    if operation == "BRANCH":
        parts = list(dict.fromkeys(_shown(branch).strip() or "" for branch in argument[1]))
        told = [part for part in parts if part]
        more = " / ..." if len(told) > _MOST else ""
        inner = " / ".join(told[:_MOST]) + more
        space = " " if any(_shown(branch).endswith(" ") for branch in argument[1]) else ""
        return f"{{{inner}}}{space}" if len(told) > 1 else f"{inner}{space}"
    if operation in ("MAX_REPEAT", "MIN_REPEAT"):
        least, _, inner_items = argument
        inner = _shown(inner_items)
        if least or not inner.strip():
            return inner
        if len(inner.strip()) == 1:
            return inner if inner.strip() not in "s,;" else f"({inner.strip()})" if inner.strip() == "s" else ""
        space = " " if inner.endswith(" ") else ""
        before = " " if inner.startswith(" ") else ""
        return f"{before}[{inner.strip()}]{space}"
    return ""


@lru_cache(maxsize=1024)
def words_of(pattern: str) -> frozenset[str]:
    """The fixed words of a pattern."""
    return frozenset(re.findall(r"[a-z]{2,}", readable(pattern)))
