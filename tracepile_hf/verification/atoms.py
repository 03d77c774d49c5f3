"""Text as a skeleton: every literal and every backtick span becomes one character, the words stay.

The grammar then works on short, regular text, and sentences that differ only in their values share one skeleton, so
that what was understood once need not be understood again. This module does not know what a claim is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

TICK: Final = "\x01"  # `x + 1`
BARE: Final = "\x02"  # 5, 'abc', [1, 2]
JUNK: Final = "\x03"  # a bracket or backtick that is never closed: nothing can be said about it
FENCE: Final = "\x04"  # a fenced block
MARKS: Final = TICK + BARE + JUNK + FENCE

STRING: Final = r"""(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
_OPENING: Final = re.compile(
    rf"""
      (?P<ticks>`+)
    | (?P<string>(?<!\w)[bB]?{STRING})
    | (?P<call>(?<![\w.])[A-Za-z_][\w.]*(?=\())
    | (?P<bracket>[\[{{])
    | (?P<paren>\((?=[-\d'"\[({{)]|True|False|None|b['"]|[A-Za-z_][\w.]*\(|<))
    | (?P<angle><[A-Za-z_](?:[^<>\n`]|<[^<>\n`]*>)*>)
    | (?P<number>(?<![\w.])-?(?:[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?j?|(?:inf|nan)j?\b)(?!\w))
    | (?P<word>(?<![\w.])(?:True|False|None|Ellipsis|NotImplemented
          |[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit|Iteration)|[A-Z]\w*\.[A-Z_][A-Z0-9_]*)(?![\w(]))
    | (?P<stray>[\x01-\x04\])}}'"])
    """,
    re.VERBOSE,
)
_STRUCTURE: Final = re.compile(rf"{STRING}|[\[\](){{}}`\n]|['\"]")
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_TOP_LEVEL: Final = re.compile(rf"{STRING}|[\[\](){{}},]")
_COMPLEX: Final = re.compile(r"\(-?[0-9a-z.e+-]*[0-9fn][-+][0-9a-z.e+-]*j\)")


class Atom(NamedTuple):
    """A literal or a backtick span: the text inside (without backticks) and where it stands in the whole text."""

    text: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A piece of the skeleton. `first` counts the atoms before it, `offset` is where it starts in the text."""

    skeleton: str
    first: int
    offset: int


def close(text: str, start: int) -> int:
    """The position after the bracket that closes the one at `start`; -1 if none does on that line."""
    expected: list[str] = []
    for found in _STRUCTURE.finditer(text, start):
        sign = found.group()
        if sign in _CLOSING:
            expected.append(_CLOSING[sign])
        elif sign in ")]}":
            if expected.pop() != sign:
                return -1
            if not expected:
                return found.end()
        elif len(sign) == 1:  # a backtick, a line's end or a lone quote: no literal goes on beyond it
            return -1
    return -1


def split_arguments(text: str) -> list[str]:
    """`2, [3, 4], n='a, b'` -> its parts at the top level, stripped. Empty text has none."""
    parts: list[str] = []
    depth = start = 0
    for found in _TOP_LEVEL.finditer(text):
        sign = found.group()
        if sign in ("(", "[", "{"):
            depth += 1
        elif sign in (")", "]", "}"):
            depth -= 1
        elif sign == "," and depth == 0:
            parts.append(text[start : found.start()].strip())
            start = found.end()
    last = text[start:].strip()
    if last:
        parts.append(last)
    return parts


def read_atoms(text: str) -> tuple[str, list[Atom]]:
    """The skeleton of `text` and its atoms in order. Each atom is one of `MARKS` in the skeleton."""
    pieces: list[str] = []
    atoms: list[Atom] = []
    done = 0
    search = _OPENING.search
    found = search(text)
    while found is not None:
        start = found.start()
        mark, end, inner = _atom(text, found)
        if mark:
            pieces.append(text[done:start])
            pieces.append(mark)
            atoms.append(Atom(inner, start, end))
            done = end
        found = search(text, end)
    pieces.append(text[done:])
    return "".join(pieces), atoms


def _atom(text: str, found: re.Match[str]) -> tuple[str, int, str]:
    """Mark, end and inner text of what opens at `found`; an empty mark where it is ordinary text."""
    kind, start, end = found.lastgroup, found.start(), found.end()
    if kind == "ticks":
        return _ticks(text, start, end)
    if kind in ("number", "string", "angle", "word"):
        return BARE, end, found.group()
    if kind == "stray":
        return ("", end, "") if found.group() in ")'\"" else (JUNK, end, found.group())
    opened = end if kind == "call" else start
    closed = close(text, opened)
    if kind == "paren":
        if closed > 0 and _is_tuple(text[start:closed]):
            return BARE, closed, text[start:closed]
        return "", start + 1, ""
    if closed < 0:
        return JUNK, end, found.group()
    return BARE, closed, text[start:closed]


def _ticks(text: str, start: int, end: int) -> tuple[str, int, str]:
    fence = text[start:end]
    closing = re.compile(rf"(?<!`){fence}(?!`)").search(text, end) if len(fence) > 1 else None
    at = closing.start() if closing else (text.find("`", end) if len(fence) == 1 else -1)
    if at < 0 or at == end:
        return JUNK, end, fence
    inner = text[end:at]
    if len(fence) >= 3:
        return FENCE, at + len(fence), inner
    if "\n" in inner:
        return JUNK, end, fence
    return TICK, at + len(fence), inner.strip() if len(fence) == 1 else inner.removeprefix(" ").removesuffix(" ")


def _is_tuple(text: str) -> bool:
    inner = text[1:-1]
    if not inner.strip():
        return text == "()"
    return inner.rstrip().endswith(",") or len(split_arguments(inner)) > 1 or bool(_COMPLEX.fullmatch(text))


_ENDING: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][*_\)]))[ \t]+|[ \t]*\n\s*")


def sentences(skeleton: str, atoms: list[Atom]) -> Iterator[Sentence]:
    """The sentences of a skeleton: a full stop before a space ends one, and so does every line's end.

    A sentence that opens a line is prefixed: a newline where what precedes is finished, a carriage return where it is
    not (then nothing at its start can be a list marker).
    """
    start = first = shift = 0
    prefix = "\n"
    breaks = [(found.start(), found.end()) for found in _ENDING.finditer(skeleton)]
    for end, following in [*breaks, (len(skeleton), len(skeleton))]:
        piece = skeleton[start:end]
        if piece:
            yield Sentence(prefix + piece, first, start + shift)
            count = sum(map(piece.count, MARKS))
            for atom in atoms[first : first + count]:
                shift += atom.end - atom.start - 1
            first += count
        gap = skeleton[end:following]
        if "\n" not in gap:
            prefix = ""
        else:
            finished = not piece or piece[-1] in ".!?:" or gap.count("\n") > 1
            prefix = "\n" if finished else "\r"
        start = following
