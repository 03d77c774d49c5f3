"""The paper's tables as data: their layout and the figures that were read in it, in one file with its source.

The shipped file is published.json. A cell that nobody has typed in is absent, never guessed; the report shows it empty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.benchmarks import BENCHMARKS

FILE: Final = Path(__file__).resolve().parent / "published.json"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title and the benchmarks whose items it puts together."""

    title: str
    benchmarks: tuple[str, ...]

    @property
    def items(self) -> int:
        """The published number of items; 0 where it is not known of all its benchmarks."""
        counts = [BENCHMARKS[name].items for name in self.benchmarks]
        return 0 if None in counts else sum(count or 0 for count in counts)


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A row: a model, what was done to it, its cells in percent by column, and the row its gain is over ("": none)."""

    id: str
    model: str
    setting: str
    against: str
    cells: Mapping[str, float]

    @property
    def title(self) -> str:
        """Model and setting in one text."""
        return ", ".join(part for part in (self.model, self.setting) if part)


@dataclass(frozen=True, slots=True)
class Table:
    """One of the paper's tables."""

    number: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[PublishedRow, ...]

    def row(self, id: str) -> PublishedRow:
        """The row of this id."""
        return next(row for row in self.rows if row.id == id)


@dataclass(frozen=True, slots=True)
class Curve:
    """A figure: accuracies in percent by column for growing x."""

    number: str
    title: str
    x: str
    columns: tuple[Column, ...]
    points: tuple[tuple[float, Mapping[str, float]], ...]


@dataclass(frozen=True, slots=True)
class StatedGain:
    """An average gain that the paper states in a sentence, in percentage points, and where.

    It is over `of` of these benchmarks; which, is not always said.
    """

    where: str
    model: str
    text: str
    gain: float
    benchmarks: tuple[str, ...]
    of: int


@dataclass(frozen=True, slots=True)
class Published:
    """What the paper published, as far as it was read."""

    source: str
    note: str
    claims: tuple[StatedGain, ...]
    tables: tuple[Table, ...]
    curve: Curve


def read_published(path: Path | None = None) -> Published:
    """The shipped figures, or another file of the same form. InputError with the place of what is wrong."""
    path = path or FILE
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("JSON of published figures", " ".join(str(error).split()), str(path)) from None
    try:
        return Published(
            loaded["source"],
            loaded["note"],
            tuple(_claim(claim, str(path)) for claim in loaded["claims"]),
            tuple(_table(table, str(path)) for table in loaded["tables"]),
            _curve(loaded["curve"], str(path)),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(
            "source, note, claims, tables and curve as in published.json", repr(error), str(path)
        ) from None


def _claim(claim: dict[str, Any], where: str) -> StatedGain:
    made = StatedGain(**{**claim, "benchmarks": tuple(claim["benchmarks"])})
    for name in made.benchmarks:
        if not (name in BENCHMARKS and BENCHMARKS[name].items):
            raise InputError("benchmarks of a known size", name, f"{where}: claims")
    if not 1 <= made.of <= len(made.benchmarks):
        raise InputError(f"from 1 to {len(made.benchmarks)} benchmarks", str(made.of), f"{where}: claims")
    return made


def _columns(columns: list[dict[str, Any]], where: str) -> tuple[Column, ...]:
    made = tuple(Column(column["title"], tuple(column["benchmarks"])) for column in columns)
    for column in made:
        for name in column.benchmarks:
            if name not in BENCHMARKS:
                raise InputError("benchmarks that there are", name, f"{where}: {column.title}")
    return made


def _cells(cells: Mapping[str, float], columns: tuple[Column, ...], where: str) -> Mapping[str, float]:
    titles = {column.title for column in columns}
    for title, value in cells.items():
        if title not in titles:
            raise InputError(f"a column among {', '.join(sorted(titles))}", title, where)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
            raise InputError("a percentage", repr(value), f"{where}: {title}")
    return cells


def _table(table: dict[str, Any], where: str) -> Table:
    where = f"{where}: table {table['number']}"
    columns = _columns(table["columns"], where)
    rows = tuple(
        PublishedRow(
            row["id"],
            row["model"],
            row["setting"],
            row["against"] or "",
            _cells(row["cells"], columns, f"{where}, {row['id']}"),
        )
        for row in table["rows"]
    )
    known = {row.id for row in rows}
    for row in rows:
        if row.against and row.against not in known:
            raise InputError("a row to compare with", row.against, f"{where}, {row.id}")
    return Table(table["number"], table["title"], columns, rows)


def _curve(curve: dict[str, Any], where: str) -> Curve:
    where = f"{where}: figure {curve['number']}"
    columns = _columns(curve["columns"], where)
    points = tuple((float(point["x"]), _cells(point["cells"], columns, where)) for point in curve["points"])
    return Curve(curve["number"], curve["title"], curve["x"], columns, points)
