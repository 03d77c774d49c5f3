"""`TaskItem`: one question of a benchmark in the form that every task and scorer reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tracepile_hf.errors import InputError

Row = Mapping[str, Any]  # a row of somebody else's file: its columns differ from benchmark to benchmark


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A question. `target` is an answer as a model should write it; `gold` is what `scorer` judges by, as JSON.

    `group`: the part of the benchmark; `cluster`: items of one source share it, and are not independent; `chance`: the
    accuracy of guessing without reading.
    """

    id: str
    prompt: str
    target: str
    scorer: str
    gold: str
    group: str = ""
    cluster: str = ""
    chance: float = 0.0
    extra: Mapping[str, str] = field(default_factory=dict)


_MISSING: Final = object()


def text_of(row: Row, *names: str) -> str:
    """The first of these columns that the row has, as text. InputError naming them if it has none."""
    for name in names:
        value = row.get(name, _MISSING)
        if value is not _MISSING and value is not None:
            return str(value)
    raise InputError(f"a column {' or '.join(names)}", f"columns {', '.join(map(str, row))}", "a benchmark's row")
