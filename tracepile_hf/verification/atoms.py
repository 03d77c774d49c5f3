"""Text as a skeleton: every literal and every backtick span becomes one character, the words stay.

The grammar then works on short, regular text, and sentences that differ only in their values share one skeleton, so
that what was understood once need not be understood again. This is the careful reader, one sign after the other;
`skeleton` has the fast one. This module does not know what a claim is.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

TICK: Final = "\x01"  # `x + 1`
BARE: Final = "\x02"  # 5, 'abc', [1, 2]
JUNK: Final = "\x03"  # a bracket or backtick that is never closed: nothing can be said about it
FENCE: Final = "\x04"  # a fenced block
MAX_LITERAL: Final = 200_000  # characters
MAX_OPEN: Final = 20  # brackets that are not closed: the text is not read further for others
MAX_LOOKED: Final = 1_000_000  # characters looked through in vain for the ends of literals, in a short text
MARKS: Final = TICK + BARE + JUNK + FENCE
_NO_MARKS: Final = dict.fromkeys(map(ord, MARKS), "\ufffd")

STRING: Final = r"""(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
# Every branch begins with a plain character: only then does the search skip ordinary text at full speed.
OPENING: Final = re.compile(
    r"`|'|\"|\[|\]|\{|\}|\(|<(?=[A-Za-z_])|\.(?=[A-Za-z_])|-(?=[0-9]|inf\b|nan\b)|\x01|\x02|\x03|\x04"
    r"|0|1|2|3|4|5|6|7|8|9|inf\b|nan\b|infj\b|nanj\b"
    r"|True\b|False\b|None\b|Ellipsis\b|NotImplemented\b"
    r"|Error\b|Exception\b|Warning\b|Interrupt\b|Exit\b|Iteration\b"
)
NAMED: Final = "(?:Error|Warning|Interrupt|Exit|Iteration)"  # names that end so are literals: ValueError
_NUMBER: Final = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?j?|(?:inf|nan)j?)(?!\w)")
_DIGITS: Final = re.compile(r"-?[\w.]*")
_STRING: Final = re.compile(STRING)
_ANGLE: Final = re.compile(r"<[A-Za-z_](?:[^<>\n`]|<[^<>\n`]*>)*>")
_MEMBER: Final = re.compile(r"\.[A-Za-z_]\w*(?![\w(])")
_NAME_BEFORE: Final = re.compile(r"[A-Za-z_][\w.]*\Z")
TUPLE_START: Final = re.compile(
    r"\((?:[-\d'\"\[({)<]|True|False|None|b['\"]|[A-Za-z_][\w.]*\(|[A-Z]\w*\.[A-Za-z_]\w*,)"
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


def close(text: str, start: int, stop: int = MAX_LITERAL) -> int:
    """The position after the bracket that closes the one at `start`; -1 if none does on that line, or too far on."""
    expected: list[str] = []
    for found in _STRUCTURE.finditer(text, start, start + stop):
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
    done = open_ = looked = 0
    search = OPENING.search
    found = search(text)
    while found is not None:
        sign = found.group()
        mark, start, end = _READERS.get(sign[0], _read_word)(text, found.start(), sign)
        if mark in ("", JUNK) and sign in _SEEKING:
            looked += looked_through(text, found.start(), sign)
            if looked > most_looked(text):
                mark, start, end, open_ = JUNK, found.start(), found.start() + 1, MAX_OPEN
        if mark == JUNK:
            open_ += 1
        if mark and start >= done:
            pieces.append(text[done:start])
            pieces.append(mark)
            atoms.append(Atom(text[start:end] if mark == BARE else _inner(text, start, end), start, end))
            done = end
        if open_ > MAX_OPEN:
            break
        found = search(text, end if end > found.start() else found.start() + 1)
    rest = text[done:]
    if open_ > MAX_OPEN:  # marks in the text would be taken for atoms
        rest = rest.translate(_NO_MARKS)
    pieces.append(rest)
    return "".join(pieces), atoms


def most_looked(text: str) -> int:
    """Characters that may be looked through in vain: a run told in megabytes has as many honest brackets."""
    return MAX_LOOKED + 4 * len(text)


def looked_through(text: str, start: int, sign: str) -> int:
    """How many characters a search in vain has gone through: to the line's end, or to the end of a bracket of prose."""
    line_end = text.find("\n", start)
    if sign == "(" and (end := text.find(")", start, start + 200)) > 0 and "(" not in text[start + 1 : end]:
        return end - start
    return (line_end if line_end >= 0 else len(text)) - start


Reading = tuple[str, int, int]  # mark (empty: ordinary text), start, end


def _name_before(text: str, place: int) -> int:
    """Where the dotted name begins that ends at `place`; `place` itself if there is none."""
    if not place or not (text[place - 1].isalnum() or text[place - 1] == "_"):
        return place
    found = _NAME_BEFORE.search(text, max(0, place - 200), place)
    return found.start() if found and not text[found.start() - 1 : found.start()].isalnum() else place


def _read_bracket(text: str, start: int, sign: str) -> Reading:
    end = close(text, start)
    return (BARE, start, end) if end > 0 else (JUNK, start, start + 1)


def _read_paren(text: str, start: int, sign: str) -> Reading:
    """A constructor with its name, a tuple, or a bracket of the prose."""
    first = _name_before(text, start)
    if first < start:
        return (BARE, first, end) if (end := close(text, start)) > 0 else (JUNK, start, start + 1)
    if is_ordinary_bracket(text, start):
        return "", start, start + 1
    return BARE, start, close(text, start)


def is_ordinary_bracket(text: str, start: int) -> bool:
    """Whether the bracket at `start`, with no name before it, belongs to the prose: `(depth 2)`, `(5 + 3)`."""
    if not TUPLE_START.match(text, start):
        return True
    end = close(text, start)
    return end < 0 or not _is_tuple(text[start:end])


def _read_string(text: str, start: int, sign: str) -> Reading:
    """A string; an apostrophe inside or after a word is none."""
    before = text[start - 1 : start]
    prefixed = before in ("b", "B") and not _is_word(text[start - 2 : start - 1])
    found = None if _is_word(before) and not prefixed else _STRING.match(text, start)
    if found is None:
        return "", start, start + 1
    return BARE, start - prefixed, found.end()


def _read_number(text: str, start: int, sign: str) -> Reading:
    before = text[start - 1 : start]
    found = None if _is_word(before) or before == "." else _NUMBER.match(text, start)
    if found is None:
        skipped = _DIGITS.match(text, start)
        return "", start, skipped.end() if skipped else start + 1
    return BARE, start, found.end()


def _read_angle(text: str, start: int, sign: str) -> Reading:
    found = _ANGLE.match(text, start)
    return (BARE, start, found.end()) if found else ("", start, start + 1)


def _read_member(text: str, start: int, sign: str) -> Reading:
    """`Color.RED`, `Kind.Slow` without backticks."""
    first = _name_before(text, start)
    found = _MEMBER.match(text, start)
    if found is None or first == start or not text[first].isupper():
        return "", start, start + 1
    return BARE, first, found.end()


def _read_word(text: str, start: int, sign: str) -> Reading:
    """`True`, `None`, `ValueError`, `inf`: words that are literals. One that opens a call is read at its bracket."""
    end = start + len(sign)
    first = start if sign in _WHOLE else _name_before(text, start)
    if text[end : end + 1] in ("(", "_") or _is_word(text[first - 1 : first]) or text[first - 1 : first] == ".":
        return "", start, end
    if sign in _WHOLE or (first < start and text[first].isupper()):
        return BARE, first, end
    return "", start, end


def _read_stray(text: str, start: int, sign: str) -> Reading:
    return JUNK, start, start + 1


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _read_ticks(text: str, start: int, sign: str) -> Reading:
    end = start + 1
    while text.startswith("`", end):
        end += 1
    fence = text[start:end]
    at = text.find("`", end) if len(fence) == 1 else _closing_ticks(text, fence, end)
    if at <= end:
        return JUNK, start, end
    if len(fence) >= 3:
        return FENCE, start, at + len(fence)
    if "\n" in text[end:at]:
        return JUNK, start, end
    return TICK, start, at + len(fence)


def _closing_ticks(text: str, fence: str, start: int) -> int:
    found = re.compile(rf"(?<!`){fence}(?!`)").search(text, start)
    return found.start() if found else -1


def _inner(text: str, start: int, end: int) -> str:
    """What stands between the backticks: those of two may hold one, after a space; those of three begin a line."""
    if text[start] != "`" or end - start < 3:
        return text[start:end]
    if text[start + 1] != "`":
        return text[start + 1 : end - 1].strip()
    inner = text[start:end].strip("`")
    return inner.partition("\n")[2] if "\n" in inner else inner.removeprefix(" ").removesuffix(" ")


_SEEKING: Final = frozenset("[({'\"<")
_WHOLE: Final = frozenset(
    {"True", "False", "None", "Ellipsis", "NotImplemented", "inf", "nan", "infj", "nanj", "Exception"}
)
_READERS: Final = {
    "`": _read_ticks,
    "'": _read_string,
    '"': _read_string,
    "[": _read_bracket,
    "{": _read_bracket,
    "(": _read_paren,
    "<": _read_angle,
    ".": _read_member,
    "-": _read_number,
    **dict.fromkeys("]}\x01\x02\x03\x04", _read_stray),
    **dict.fromkeys("0123456789", _read_number),
}


def _is_tuple(text: str) -> bool:
    inner = text[1:-1]
    if not inner.strip():
        return text == "()"
    return inner.rstrip().endswith(",") or len(split_arguments(inner)) > 1 or bool(_COMPLEX.fullmatch(text))
