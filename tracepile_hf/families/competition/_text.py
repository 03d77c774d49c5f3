"""The text of a competition input or output, row by row.

This module does not read such text: an oracle splits its own input.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Row: TypeAlias = int | str | Iterable[object]


def lines(*rows: Row) -> str:
    """One line per row: a number or text as it is, anything else with spaces between its items."""
    return "\n".join(str(row) if isinstance(row, int | str) else " ".join(map(str, row)) for row in rows) + "\n"
