"""Other spellings of what the grammar reads, put into its own: formulas between dollar signs, numbers with commas.

Tables and commented code become the sentences that they stand for.

Only spellings change here. Every character of the new text belongs to a place of the old one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from tracepile_hf.verification.tables import scratchpad, table

_DOLLARS: Final = re.compile(r"(?<![\\$\w'\"`(\[])\$(?![\s$'\"])([^$\n`]{1,200}?)(?<![\s\\'\"])\$(?![\w$'\"`])")
_ROUND: Final = re.compile(r"\\\(([^\n`]{1,200}?)\\\)")
_SIGNS: Final = {r"\bmod": "%", r"\times": "*",
                 r"\cdot": "*", r"\leq": "<=", r"\geq": ">=", r"\le": "<=", r"\ge": ">=", r"\neq": "!=",
                 r"\to": "->", r"\rightarrow": "->", r"\_": "_", r"\%": " %"}  # fmt: skip
_THOUSANDS: Final = re.compile(r"(?<![\w.,\[({'\"`])(\d{1,3}(?:,\d{3})+)(?![\w,])(?!\.\d)")
_HEAD: Final = re.compile(r"(?m)^([ \t]*(?:[-*+•] )?)\((\w+ ?= ?[^()\n`]{1,60}, ?\w+ ?= ?[^()\n`]{1,60})\)(?::)( )")
_COMMA: Final = re.compile(r",\d{3}")  # begins with a plain character: the search is quick
_ROW: Final = re.compile(r"^[ \t]*\|(.+)\|[ \t]*$")
_RULE: Final = re.compile(r"^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$")
_FENCE: Final = re.compile(r"^[ \t]*(`{3,})(?:python|py)?[ \t]*$")
_PADS: Final = re.compile(r"(?m)^[ \t]*(?:[-*+•] )?[`*]{0,3}[A-Za-z_][\w.\[\]]* ?= ?[^=\n]{1,200}=")


class Spelled(NamedTuple):
    """A text in the grammar's spelling; `new` and `old` are parallel: its places in both."""

    text: str
    new: tuple[int, ...]
    old: tuple[int, ...]

    def place(self, place: int) -> int:
        """A place of the new text as one of the old."""
        if not self.new:
            return place
        at = bisect_right(self.new, place) - 1
        base = self.old[at] + place - self.new[at]
        return min(base, self.old[at + 1]) if at + 1 < len(self.old) else base


def spelled(text: str, code: str, names: frozenset[str]) -> Spelled:
    """`text` with other spellings put into the grammar's own."""
    if "$" in text or "\\(" in text:
        text = _ROUND.sub(lambda found: f" `{_formula(found[1])}` ", _DOLLARS.sub(_ticked, text))
    if "(" in text:
        text = _HEAD.sub(r"\1 \2:\3 ", text)
    if _COMMA.search(text) is not None:
        text = _THOUSANDS.sub(lambda found: found[1].replace(",", "").rjust(len(found[1])), text)
    if "|" not in text and "```" not in text and not _PADS.search(text):
        return Spelled(text, (), ())
    return _unfolded(text, code, names)


def _ticked(found: re.Match[str]) -> str:
    return f"`{_formula(found[1])}`"


def _formula(inner: str) -> str:
    for sign, plain in _SIGNS.items():
        inner = inner.replace(sign, plain.ljust(len(sign)))
    return inner


def _unfolded(text: str, code: str, names: frozenset[str]) -> Spelled:
    """Tables and commented code as sentences, line by line."""
    lines = text.splitlines(keepends=True)
    pieces: list[str] = []
    new: list[int] = []
    old: list[int] = []
    length = start = number = 0

    def put(piece: str, place: int) -> None:
        nonlocal length
        new.append(length)
        old.append(place)
        pieces.append(piece)
        length += len(piece)

    while number < len(lines):
        block, said = _block_at(lines, number, code, names)
        for offset, sentence in said:
            put(sentence, start + offset)
        if not block:
            put(lines[number], start)
            block = 1
        start += sum(map(len, lines[number : number + block]))
        number += block
    put("", start)
    return Spelled("".join(pieces), tuple(new), tuple(old))


def _block_at(lines: list[str], number: int, code: str, names: frozenset[str]) -> tuple[int, list[tuple[int, str]]]:
    """How many lines from one on are a table or a block of commented code, and the sentences they stand for."""
    if _ROW.match(lines[number]) and number + 1 < len(lines) and _RULE.match(lines[number + 1]):
        end = number + 2
        while end < len(lines) and _ROW.match(lines[end]):
            end += 1
        return table(lines[number:end], names, end - number, number + 1)
    fence = _FENCE.match(lines[number].rstrip("\n"))
    if fence is not None:
        for end in range(number + 1, len(lines)):
            if lines[end].strip() == fence[1]:
                return _commented(lines[number : end + 1], code, end + 1 - number)
    if "=" in lines[number]:
        return scratchpad(lines, number, names, number + 1)
    return 0, []


def _commented(block: list[str], code: str, size: int) -> tuple[int, list[tuple[int, str]]]:
    """Code with what it did as comments: `total += x  # total = 4` says that of its line."""
    source = [line.strip() for line in code.splitlines()]
    said: list[tuple[int, str]] = []
    offset = len(block[0])
    for line in block[1:-1]:
        bare, sign, comment = line.partition("#")
        if line.strip():
            rows = [number for number, text in enumerate(source, start=1) if text == bare.strip()]
            if not bare.strip() and "=" in comment:
                said.append((offset, f"{comment.strip().rstrip('.')}.\n"))
                offset += len(line)
                continue
            if not bare.strip() or len(rows) != 1:
                return 0, []
            if sign and comment.strip():
                said.append((offset, f"Line {rows[0]}: {comment.strip().rstrip('.')}.\n"))
            else:
                said.append((offset, f"Line {rows[0]} runs.\n"))
        offset += len(line)
    if not any(": " in sentence or " = " in sentence for _, sentence in said):
        return 0, []  # a plain quotation
    return size, said
