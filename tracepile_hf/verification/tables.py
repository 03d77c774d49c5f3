"""Tables of states and scratchpads as rows: `| i | total |`, or lines that are nothing but `i=0: total=3`.

A row is put into the words "row 2 of table 1: ...", which the grammar has a production for.
"""

from __future__ import annotations

import re
from typing import Final

from tracepile_hf.literals import is_value
from tracepile_hf.verification.expression import parse_expression

_NAME: Final = re.compile(r"`?([A-Za-z_][\w.]*(?:\[[^\]\n|]{1,30}\])*)`?")
_COUNTING: Final = frozenset({"iteration", "pass", "round", "iter", "iter."})
_STEPS: Final = frozenset({"step", "#", "no.", "no"})
_PRINTED: Final = frozenset({"printed", "output", "prints", "print"})
_YIELDED: Final = frozenset({"yielded", "yields", "yield"})
_TOLD: Final = frozenset({"what happens"})
_BAR: Final = re.compile(r"(?<!\\)\|")
_CODE: Final = re.compile(r"(?:[0-9]{1,4}(?:st|nd|rd|th) )?`[^`\n]+`")
_IDLE: Final = frozenset({"", "-", "—", "–", "...", "n/a"})
_BULLET: Final = re.compile(r"[ \t]*(?:[-*+•] )?")
_ASSIGNED: Final = re.compile(
    r"(?:^|(?<=[\s,;:|>→]))`?([A-Za-z_][\w.]*(?:\[[^\]\n=]{1,30}\])*)`?[ ]?=(?![=<>])[ ]?", re.ASCII
)
_BETWEEN: Final = " \t,;:|`*"
_ARROWS: Final = ("->", "→", "=>", "⇒")
MOST_CELLS: Final = 40
LEAST_ROWS: Final = 2

Said = list[tuple[int, str]]  # places and sentences


def cells_of(line: str) -> list[str]:
    """The cells of a row, without marks of format."""
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().strip("*").strip().replace("\\|", "|") for cell in _BAR.split(inner)][:MOST_CELLS]


def kind_of(head: str, names: frozenset[str]) -> tuple[str, str]:
    """What a column holds: a line, the number of an iteration, what is printed, what a name or an expression is worth;
    empty: none of these."""
    plain = head.strip("`").strip().lower()
    if plain in ("line", "line number"):
        return "line", ""
    if plain in _COUNTING and plain not in names:
        return "iteration", ""
    if plain in _STEPS and plain not in names:
        return "count", ""
    if plain == "code" and plain not in names:
        return "code", ""
    if plain in _TOLD:
        return "told", ""
    if plain in _PRINTED and plain not in names:
        return "prints", ""
    if plain in _YIELDED and plain not in names:
        return "yields", ""
    found = _NAME.fullmatch(head)
    if found is not None and re.split(r"[.\[]", found[1], maxsplit=1)[0] in names:
        return "name", f"`{found[1]}`"
    text = head.strip("`").strip()
    words = set(re.findall(r"[A-Za-z_]\w*", re.sub(r"'[^']*'|\"[^\"]*\"", "", text)))
    if words & names and re.search(r"[^\w\s]| in ", text) and "`" not in text and parse_expression(text) is not None:
        return "name", f"`{text}`"
    return "", ""


def table(rows: list[str], names: frozenset[str], size: int, number: int) -> tuple[int, Said]:
    """The sentences of a table; (0, []) for one that is none of states: its columns would stay unread."""
    heads = cells_of(rows[0])
    kinds = [kind_of(head, names) for head in heads]
    if not any(kind[0] in ("name", "prints", "yields", "told") for kind in kinds) or any(
        kind[0] == "" for kind in kinds
    ):
        return 0, []
    by_line = any(kind[0] in ("line", "code", "told") for kind in kinds)
    said: Said = []
    offset = len(rows[0]) + len(rows[1])
    for place, row in enumerate(rows[2:], start=1):
        cells = cells_of(row)
        if len(cells) != len(heads):
            return 0, []
        claims = [_claim(kind, cell) for kind, cell in zip(kinds, cells, strict=True)]
        told = [(start, claim) for start, claim in zip(_starts(row, len(cells)), claims, strict=True) if claim]
        if told:
            opening = _opening(kinds, cells) if by_line else _row_opening(kinds, cells, place, number)
            if not opening and len(told) > 1 and ("told", "") in kinds:
                (_, opening), *told = told  # what happens says where it is
                opening += ": "
            said += _sentence(offset, opening, told)
        offset += len(row)
    return size, said


def _sentence(offset: int, opening: str, told: list[tuple[int, str]]) -> Said:
    """The sentence of a row, each claim at the place of what says it."""
    said = [(offset, opening)]
    for number, (start, claim) in enumerate(told):
        said.append((offset + max(start, 1), claim + (", " if number < len(told) - 1 else ".\n")))
    return said


def _starts(row: str, count: int) -> list[int]:
    """Where the cells of a row begin."""
    bars = [found.end() for found in _BAR.finditer(row)][:count]
    return [bar + len(row[bar:]) - len(row[bar:].lstrip(" `*")) for bar in bars] + [len(row) - 1] * (count - len(bars))


def _claim(kind: tuple[str, str], cell: str) -> str:
    bare = cell.strip("`").strip()
    if cell in _IDLE:
        return ""
    if kind[0] == "told":
        return cell
    if kind[0] == "name":
        return f"{kind[1]} = {bare}"
    if kind[0] in ("prints", "yields"):
        return f"{kind[0]} {bare if is_value(bare) else repr(bare)}"
    return ""


def _opening(kinds: list[tuple[str, str]], cells: list[str]) -> str:
    """The line, or the iteration, that a row names."""
    opening = ""
    for (kind, _), cell in zip(kinds, cells, strict=True):
        if kind == "line" and cell.isdecimal():
            opening += f"Line {cell}: "
        elif kind == "code" and _CODE.fullmatch(cell):
            nth, _, quote = cell.rpartition(" `") if cell[0] != "`" else ("", "", cell)
            opening += f"The {nth} line `{quote}: " if nth else f"The line {cell}: "
        elif kind == "iteration" and cell.isdecimal():
            opening += f"Iteration {cell}: "
    return opening


def _row_opening(kinds: list[tuple[str, str]], cells: list[str], place: int, number: int) -> str:
    told = [cell for (kind, _), cell in zip(kinds, cells, strict=True) if kind == "iteration" and cell.isdecimal()]
    inside = f" (iteration {told[0]})" if told else ""
    return f"Row {place} of table {number}{inside}: "


def assignments(line: str, names: frozenset[str]) -> list[tuple[str, str, int]] | None:
    """The names, values and places of a line that says nothing else; None if it says anything else, or nothing."""
    text = line.rstrip("\n").rstrip(" .")
    bullet = _BULLET.match(text)
    if bullet is not None:
        text = (
            text[: bullet.end()].replace("*", " ").replace("-", " ").replace("+", " ").replace("•", " ")
            + text[bullet.end() :]
        )
    if "'" not in text and '"' not in text:
        text = text.replace("**", "  ")
    found = list(_ASSIGNED.finditer(text))
    if not found or text[: found[0].start()].strip(_BETWEEN):
        return None
    told: list[tuple[str, str, int]] = []
    ends = [one.start() for one in found[1:]] + [len(text)]
    begin = 0
    while begin < len(found):
        value, last = _value(text, found[begin].end(), ends[begin:])
        if last < 0:
            return None
        if re.split(r"[.\[]", found[begin][1], maxsplit=1)[0] not in names:
            return None
        told.append((found[begin][1], value, found[begin].start(1)))
        begin += last + 1
    return told


def _value(text: str, start: int, ends: list[int]) -> tuple[str, int]:
    """The literal from a place on, and how many further equals signs lie in it; (..., -1) if there is none."""
    for number, end in enumerate(ends[:4]):
        value = text[start:end].strip(_BETWEEN)
        for arrow in _ARROWS:
            value = value.removesuffix(arrow).strip(_BETWEEN)
        if is_value(value):
            return value, number
    return "", -1


def scratchpad(lines: list[str], at: int, names: frozenset[str], number: int) -> tuple[int, Said]:
    """How many lines from one on are rows of one scratchpad, and the sentences they stand for."""
    rows: list[list[tuple[str, str, int]]] = []
    while at + len(rows) < len(lines):
        told = assignments(lines[at + len(rows)], names)
        if told is None or len(told) < 2 or (rows and [one[0] for one in told] != [one[0] for one in rows[0]]):
            break
        rows.append(told)
    if len(rows) < LEAST_ROWS:
        return 0, []
    said: Said = []
    offset = 0
    for place, told in enumerate(rows, start=1):
        claims = [(start, f"`{name}` = {value}") for name, value, start in told]
        said += _sentence(offset, f"Row {place} of table {number}: ", claims)
        offset += len(lines[at + place - 1])
    return len(rows), said
