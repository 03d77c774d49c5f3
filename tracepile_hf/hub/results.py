"""Measured results as a file: what an evaluation wrote, read back strictly.

The file is JSON: {"tokens_seen": n, "data_revision": "...", "recipe": "...", "faithfulness": {...}, "results":
[{"task", "dataset", "split", "metric", "value", "low", "high", "n"}, ...]}. Values are shares from 0 to 1 with a 95 %
interval.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

from tracepile_hf.errors import InputError


@dataclass(frozen=True, slots=True)
class Result:
    """One measured figure: a share between 0 and 1, its 95 % interval, and the number of items."""

    task: str
    dataset: str
    split: str
    metric: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Results:
    """Everything measured for one model; empty fields were not measured."""

    results: tuple[Result, ...] = ()
    tokens_seen: int = 0
    data_revision: str = ""
    recipe: str = ""
    claims_proved: float | None = None  # share of the model's own claims that the checker proved
    texts_accepted: float | None = None


def read_results(path: Path) -> Results:
    """Read a results file. Errors: InputError naming the file and what is wrong with it."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError("a readable results file", error.strerror or "an unreadable one", str(path)) from None
    except ValueError as error:
        raise InputError("JSON", str(error), str(path)) from None
    known = {field.name for field in fields(Results)}
    if not isinstance(loaded, dict) or not set(loaded) <= known:
        got = ", ".join(sorted(set(loaded) - known)) if isinstance(loaded, dict) else type(loaded).__name__
        raise InputError(f"an object with keys among {', '.join(sorted(known))}", got, str(path))
    rows = tuple(_result(row, f"{path}: result {number}") for number, row in enumerate(loaded.pop("results", ()), 1))
    return Results(results=rows, **loaded)


def _result(row: dict[str, str | float | int], where: str) -> Result:
    try:
        result = Result(**row)  # type: ignore[arg-type]  # checked below
    except TypeError as error:
        raise InputError("task, dataset, split, metric, value, low, high, n", str(error), where) from None
    if not 0 <= result.low <= result.value <= result.high <= 1 or result.n < 1:
        raise InputError(
            "0 <= low <= value <= high <= 1 and n >= 1", f"{result.low}, {result.value}, {result.high}", where
        )
    return result
