"""Other spellings of what the grammar reads, put into its own: formulas between dollar signs, numbers with commas.

Tables and commented code become the sentences that they stand for.

Only spellings change here. Every character of the new text belongs to a place of the old one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final, NamedTuple

from tracepile_hf.verification.tables import scratchpad, table

_DOLLARS: Final = re.compile(r"(?<![\\$\w'\"`(\[])\$(?![\s$'\"])([^$\n`]{1,200}?)(?<![\s\\'\"])\$(?![\w$'\"`])")
_ROUND: Final = re.compile(r"\\\(([^\n`]{1,200}?)\\\)")
_SIGNS: Final = {r"\bmod": "%", r"\times": "*",
                 r"\cdot": "*", r"\leq": "<=", r"\geq": ">=", r"\le": "<=", r"\ge": ">=", r"\neq": "!=",
                 r"\to": "->", r"\rightarrow": "->", r"\_": "_", r"\%": " %"}  # fmt: skip
_THOUSANDS: Final = re.compile(r"(?<![\w.,\[({'\"`])(\d{1,3}(?:,\d{3})+)(?![\w,])(?!\.\d)")
_HEAD: Final = re.compile(
    r"(?m)((?:^[ \t]*(?:[-*+•] )?)|(?<=[.!?] ))\((\w+ ?= ?[^()\n`]{1,60}, ?\w+ ?= ?[^()\n`]{1,60})\)(?::)( )"
)
_COMMA: Final = re.compile(r",\d{3}")  # begins with a plain character: the search is quick
_ROW: Final = re.compile(r"^[ \t]*\|(.+)\|[ \t]*$")
_RULE: Final = re.compile(r"^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$")
_FENCE: Final = re.compile(r"^[ \t]*(`{3,})(?:python|py)?[ \t]*$")
_NAMED: Final = re.compile(r"\b([Tt]he )(?:([0-9]{1,4}(?:st|nd|rd|th)) )?(line|loop) `([^`\n]+)`")
_QUOTED: Final = r"(?:[0-9]{1,4}(?:st|nd|rd|th) )?`[^`\n]+`"
_MANY: Final = re.compile(rf"\b([Tt])he lines ({_QUOTED}(?:(?:, | and ){_QUOTED})+)(?= are beside)")
_ONE: Final = re.compile(r"(?:([0-9]{1,4}(?:st|nd|rd|th)) )?`([^`\n]+)`")
_PADS: Final = re.compile(r"(?m)^[ \t]*(?:[-*+•] )?[`*]{0,3}[A-Za-z_][\w.\[\]]* ?= ?[^=\n]{1,200}=")


class Spelled(NamedTuple):
    """A text in the grammar's spelling; `new` and `old` are parallel: its places in both.

    `inner`: how the text was spelled that it was made of.
    """

    text: str
    new: tuple[int, ...]
    old: tuple[int, ...]
    inner: Spelled | None = None

    def place(self, place: int) -> int:
        """A place of the new text as one of the old."""
        place = self._place(place)
        return place if self.inner is None else self.inner.place(place)

    def _place(self, place: int) -> int:
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
        found = Spelled(text, (), ())
    else:
        found = _unfolded(text, code, names)
    if not code or (_NAMED.search(found.text) is None and _MANY.search(found.text) is None):
        return found
    return _numbered(found, code)


def _numbered(said: Spelled, code: str) -> Spelled:
    """Lines that are named by what stands there by their numbers: "the line `x = 1`" as "line 4"."""
    pieces: list[str] = []
    new: list[int] = []
    old: list[int] = []
    done = length = 0
    for found in sorted([*_NAMED.finditer(said.text), *_MANY.finditer(said.text)], key=re.Match.start):
        put = _by_number(found, code)
        if put is None:
            continue
        for piece, place in ((said.text[done : found.start()], done), (put, found.start())):
            new.append(length)
            old.append(place)
            pieces.append(piece)
            length += len(piece)
        done = found.end()
    new += (length, length + len(said.text) - done)
    old += (done, len(said.text))
    return Spelled("".join([*pieces, said.text[done:]]), tuple(new), tuple(old), said)


def _by_number(found: re.Match[str], code: str) -> str | None:
    """What a name of a line, or of several, stands for; None if there is no such line, or more than one."""
    if found.re is _MANY:
        numbers = [_line_of(one[1], one[2], code) for one in _ONE.finditer(found[2])]
        if None in numbers:
            return None
        listed = list(map(str, numbers))
        return f"{'L' if found[1] == 'T' else 'l'}ines {', '.join(listed[:-1])} and {listed[-1]}"
    the, nth, kind, text = found.groups()
    number = _line_of(nth, text, code)
    if number is None:
        return None
    if kind == "loop":
        return f"{the}loop on line {number}"
    return f"{'line' if the[0] == 't' else 'Line'} {number}"


def _line_of(nth: str | None, text: str, code: str) -> int | None:
    numbers = _lines_of(code).get(text.strip().removesuffix(":").rstrip(), [])
    place = 1 if nth is None else int(nth[:-2])
    return numbers[place - 1] if 0 < place <= len(numbers) and (nth or len(numbers) == 1) else None


@lru_cache(maxsize=128)
def _lines_of(code: str) -> dict[str, list[int]]:
    """What stands on a line, without its colon -> the numbers of the lines where it does."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(code.split("\n"), 1):
        found.setdefault(line.strip().removesuffix(":").rstrip(), []).append(number)
    return found


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
            if not bare.strip() and comment.strip():
                said.append((offset, f"{comment.strip().rstrip('.')}.\n"))
                offset += len(line)
                continue
            if not bare.strip() or len(rows) != 1:
                return 0, []
            if sign and comment.strip():
                colon = "" if comment.strip().startswith("(run ") else ":"
                said.append((offset, f"Line {rows[0]}{colon} {comment.strip().rstrip('.')}.\n"))
            else:
                said.append((offset, f"Line {rows[0]} runs.\n"))
        offset += len(line)
    if not any(": " in sentence or " = " in sentence for _, sentence in said):
        return 0, []  # a plain quotation
    return size, said
