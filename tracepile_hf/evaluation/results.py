"""What an evaluation wrote: a task's result as a file, whole or absent, and all of them in one.

`DIR/tasks/NAME.json` comes into being by a rename when its task has ended; an interrupted command goes on with the
others. `DIR/results.json` holds them all, `DIR/card.json` the figures in the form that model cards take.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.intervals import interval
from tracepile_hf.evaluation.scorers import OUTCOMES

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Answered:
    """One item as it came out: outcome, whether the answer was cut by the token limit, and the text itself."""

    id: str
    group: str
    cluster: str
    outcome: str
    cut: bool
    chance: float
    text: str = ""
    level: str = ""
    claims: Mapping[str, float] = field(default_factory=dict)  # suite coe: its claims by standing


@dataclass(frozen=True, slots=True)
class TaskResult:
    """A benchmark's result for one model: what was run and how, the figures, and every item."""

    task: str
    title: str
    model: str
    model_revision: str
    model_args: Mapping[str, str]
    backend: str
    harness: str
    task_version: str
    model_commit: str  # what the model turned out to be: the Hub's commit, or a digest of a folder's weights
    data_revision: str
    decoding: Mapping[str, Any]
    shots: int
    chat: bool
    limit: int | None
    items_of_benchmark: int
    seconds: float
    items: tuple[Answered, ...]
    faithfulness: Mapping[str, Any] = field(default_factory=dict)
    format: int = FORMAT

    def figures(self) -> dict[str, Any]:
        """n, accuracy with its interval, chance, shares without answer and cut, accuracy among answers, faults.

        Faults are in none of the others: n counts what could be scored.
        """
        scored = [item for item in self.items if item.outcome != "fault"]
        n = len(scored)
        right = [item.outcome == "right" for item in scored]
        found = interval(right, [item.cluster for item in scored])
        answered = [item for item in scored if item.outcome != "none"]
        counts = {outcome: sum(item.outcome == outcome for item in self.items) for outcome in OUTCOMES}
        return {
            "n": n,
            **counts,
            "accuracy": found.share if n else None,
            "low": found.low,
            "high": found.high,
            "interval": found.method,
            "chance": sum(item.chance for item in scored) / n if n else None,
            "no_answer": counts["none"] / n if n else None,
            "accuracy_of_answers": sum(item.outcome == "right" for item in answered) / len(answered)
            if answered
            else None,
            "cut": sum(item.cut for item in self.items),
        }


def write_result(result: TaskResult, folder: Path) -> Path:
    """Write a task's result, whole or not at all."""
    path = folder / "tasks" / f"{result.task}.json"
    _write(path, _with_figures(result))
    return path


def _with_figures(result: TaskResult) -> dict[str, Any]:
    return {"figures": result.figures(), **asdict(result)}


def write_all(results: Sequence[TaskResult], folder: Path) -> Path:
    """Write what belongs together: results.json, and card.json for the model's card."""
    path = folder / "results.json"
    _write(path, {"format": FORMAT, "results": [_with_figures(result) for result in results]})
    _write(folder / "card.json", card_of(results))
    return path


def card_of(results: Sequence[TaskResult]) -> dict[str, Any]:
    """The figures as `tracepile card --results` reads them."""
    rows = []
    card: dict[str, Any] = {}
    for result in results:
        figures = result.figures()
        if figures["accuracy"] is None:
            continue
        rows.append(
            {
                "task": result.title, "dataset": result.task, "split": "test", "metric": "accuracy",
                "value": figures["accuracy"], "low": figures["low"], "high": figures["high"], "n": figures["n"],
            }
        )  # fmt: skip
        if result.faithfulness:
            card["claims_proved"] = result.faithfulness["proved"]
            card["texts_accepted"] = result.faithfulness["texts_faithful"]["value"]
    return {**card, "results": rows}


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_suffix(f".{os.getpid()}.tmp")
    whole.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8", errors="backslashreplace")
    whole.replace(path)


def read_result(path: Path) -> TaskResult:
    """A task's result. InputError for a file that is none."""
    return _result(_load(path), str(path))


def read_all(path: Path) -> list[TaskResult]:
    """The results in a results.json, in a folder that has one, or in one task's file. InputError for anything else."""
    if path.is_dir():
        path = path / "results.json"
    loaded = _load(path)
    if "results" not in loaded:
        return [_result(loaded, str(path))]
    return [_result(row, f"{path}: result {number}") for number, row in enumerate(loaded["results"], 1)]


def _load(path: Path) -> dict[str, Any]:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError("a readable results file", error.strerror or "an unreadable one", str(path)) from None
    except ValueError as error:
        raise InputError("JSON", str(error), str(path)) from None
    if not isinstance(loaded, dict):
        raise InputError("an object", type(loaded).__name__, str(path))
    return loaded


_FIELDS: Final = {one.name for one in fields(TaskResult)}


def _result(loaded: dict[str, Any], where: str) -> TaskResult:
    known = {name: value for name, value in loaded.items() if name != "figures"}
    if set(known) != _FIELDS:
        got = ", ".join(sorted(set(known) ^ _FIELDS))
        raise InputError("a result of `tracepile eval`", f"missing or unknown: {got}", where)
    if known["format"] != FORMAT:
        raise InputError(f"format {FORMAT}", str(known["format"]), where)
    try:
        items = tuple(Answered(**item) for item in known.pop("items"))
    except TypeError as error:
        raise InputError("items of `tracepile eval`", str(error), where) from None
    if bad := {item.outcome for item in items} - set(OUTCOMES):
        raise InputError(f"outcomes among {', '.join(OUTCOMES)}", ", ".join(sorted(bad)), where)
    return TaskResult(items=items, **known)
