"""Measured results as a file: what an evaluation wrote, read back strictly.

The file is JSON: {"tokens_seen": n, "data_revision": "...", "recipe": "...", "claims_proved": x, "results":
[{"task", "dataset", "split", "metric", "value", "low", "high", "n"}, ...]}. Values are shares from 0 to 1 with a 95 %
interval.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError, usable

_TEXTS: Final = ("task", "dataset", "split", "metric")
_KINDS: Final[dict[str, tuple[type, ...]]] = {
    "tokens_seen": (int,),
    "data_revision": (str,),
    "recipe": (str,),
    "claims_proved": (int, float, type(None)),
    "texts_accepted": (int, float, type(None)),
}
_SAID: Final[dict[tuple[type, ...], str]] = {
    (str,): "text",
    (int,): "a whole number",
    (int, float): "a number",
    (int, float, type(None)): "a number or null",
}


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
    with usable("a readable results file", path):
        text = path.read_text(encoding="utf-8")
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("JSON", str(error), str(path)) from None
    known = {field.name for field in fields(Results)}
    if not isinstance(loaded, dict) or not set(loaded) <= known:
        got = ", ".join(sorted(set(loaded) - known)) if isinstance(loaded, dict) else type(loaded).__name__
        raise InputError(f"an object with keys among {', '.join(sorted(known))}", got, str(path))
    listed = loaded.pop("results", [])
    if not isinstance(listed, list):
        raise InputError("results as a list", type(listed).__name__, str(path))
    rows = tuple(_result(row, f"{path}: result {number}") for number, row in enumerate(listed, 1))
    for key, value in loaded.items():
        kinds = _KINDS[key]
        if isinstance(value, bool) or not isinstance(value, kinds):
            raise InputError(f"{key} as {_SAID[kinds]}", repr(value)[:80], str(path))
    return Results(results=rows, **loaded)


def _result(row: object, where: str) -> Result:
    expected = "task, dataset, split, metric, value, low, high, n"
    if not isinstance(row, dict) or set(row) != {field.name for field in fields(Result)}:
        raise InputError(expected, ", ".join(map(str, row)) if isinstance(row, dict) else repr(row)[:80], where)
    for key, value in row.items():
        kinds = (str,) if key in _TEXTS else (int,) if key == "n" else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            raise InputError(f"{key} as {_SAID[kinds]}", repr(value)[:80], where)
    result = Result(**row)
    if not 0 <= result.low <= result.value <= result.high <= 1 or result.n < 1:
        raise InputError(
            "0 <= low <= value <= high <= 1 and n >= 1", f"{result.low}, {result.value}, {result.high}", where
        )
    return result
