"""A table of states: a row for each thing that happens, a column for each of the names that change most.

| line | what happens | i | total |
|---|---|---|---|
| 5 | `total + x` = 12 + 5 = 17 | | 17 |
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from tracepile_hf.narration.plan import CLOSED
from tracepile_hf.narration.registers.notes import Notes
from tracepile_hf.narration.registers.plain import named_lines, without_numbers

MOST_COLUMNS: Final = 4
LONG: Final = 40  # characters of a cell
_CHANGE: Final = re.compile(r"`([A-Za-z_]\w*)` (?:= (.*)|(?:.*) -> (.*))")
_RESERVED: Final = frozenset(
    (
        *("line", "code", "iteration", "pass", "round", "iter", "step", "count", "no"),
        *("printed", "output", "prints", "print", "yielded", "yields", "yield"),
    )
)


class Table(Notes):
    """Writes the rows of one trace; used as a `Teller`."""

    def finish(self) -> None:
        """Turn the notes so far into a table; what follows stands below it."""
        notes = [note for note in "".join(self.parts).split("\n") if note]
        columns = self._columns(notes)
        lines = named_lines(self.code) if self.plain else {}
        head = ["code" if self.plain else "line", "what happens", *[f"`{name}`" for name in columns]]
        rows = [head, ["---"] * len(head), *[self._row(note, columns, lines) for note in notes]]
        self.parts = ["\n".join(["|" + "|".join([f" {cell} " for cell in row]) + "|" for row in rows]), "\n\n"]
        self.is_finished, self.state = True, CLOSED

    def _columns(self, notes: list[str]) -> list[str]:
        counts: Counter[str] = Counter()
        for note in notes:
            for claim in self.parted(note)[2]:
                change = _CHANGE.fullmatch(claim)
                if change is not None and len(change[2] or change[3]) <= LONG:
                    counts[change[1]] += 1
        return [name for name, _ in counts.most_common() if name.lower() not in _RESERVED][:MOST_COLUMNS]

    def _row(self, note: str, columns: list[str], lines: dict[int, str]) -> list[str]:
        line, head, claims = self.parted(note)
        cells = dict.fromkeys(columns, "")
        others = []
        for claim in claims:
            change = _CHANGE.fullmatch(claim)
            value = "" if change is None else change[2] or change[3]
            if change is not None and change[1] in cells and not cells[change[1]] and len(value) <= LONG:
                cells[change[1]] = value
            else:
                others.append(claim)
        told = ", ".join(others)
        if head:
            told = f"{head}: {told}" if told else head
        if self.plain:
            told = without_numbers(told, self.code)
        place = lines.get(line, "") if self.plain else str(line or "")
        row = [place, told, *cells.values()]
        self.is_lost = self.is_lost or any("\\|" in cell for cell in row)
        return [cell.replace("|", "\\|") for cell in row]
