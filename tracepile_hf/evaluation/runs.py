"""Measured runs put together for a report: by benchmark, by column, and two of them on the same items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.comparing import Difference, holm, paired
from tracepile_hf.evaluation.intervals import Interval, interval
from tracepile_hf.evaluation.published import Column
from tracepile_hf.evaluation.results import Answered, TaskResult, read_all


@dataclass(frozen=True, slots=True)
class MeasuredRun:
    """One model's results by benchmark."""

    title: str
    results: dict[str, TaskResult]

    def items(self, column: Column) -> list[Answered]:
        """The scored items of a column; none if one of its benchmarks was not measured."""
        if not all(name in self.results for name in column.benchmarks):
            return []
        return [
            _named(item, name)
            for name in column.benchmarks
            for item in self.results[name].items
            if item.outcome != "fault"
        ]

    def share(self, column: Column) -> Interval | None:
        """The accuracy of a column with its interval; None if it was not measured."""
        items = self.items(column)
        return interval([item.outcome == "right" for item in items], clusters_of(items)) if items else None


def _named(item: Answered, benchmark: str) -> Answered:
    """The item under a name that no other benchmark's item has."""
    return Answered(
        f"{benchmark}/{item.id}", item.group, f"{benchmark}/{item.cluster}" if item.cluster else "", item.outcome,
        item.cut, item.chance,
    )  # fmt: skip


def clusters_of(items: Iterable[Answered]) -> list[str]:
    """The items' clusters; an item without one is a cluster of its own if another has one."""
    items = list(items)
    if not any(item.cluster for item in items):
        return []
    return [item.cluster or f"alone/{item.id}" for item in items]


def read_run(path: Path) -> MeasuredRun:
    """A run from results.json or its folder. InputError for a file without results or of several models."""
    results = read_all(path)
    if not results:
        raise InputError("at least one result", "none", str(path))
    models = {result.model for result in results}
    if len(models) > 1:
        raise InputError("results of one model", ", ".join(sorted(models)), str(path))
    return MeasuredRun(_title(results[0]), {result.task: result for result in results})


def read_runs(paths: Sequence[Path]) -> list[MeasuredRun]:
    """Several runs; those of one model are told apart by their folders. Errors as `read_run`'s."""
    runs = [read_run(path) for path in paths]
    titles = [run.title for run in runs]
    named = []
    for path, run in zip(paths, runs, strict=True):
        folder = path if path.is_dir() else path.parent
        title = f"{run.title} ({folder.name})" if titles.count(run.title) > 1 else run.title
        named.append(MeasuredRun(title, run.results))
    return named


def _title(result: TaskResult) -> str:
    return Path(result.model).name if "/" in result.model else result.model


@dataclass(frozen=True, slots=True)
class Compared:
    """A benchmark's difference between two runs on the items that both have, its p-value also Holm's over the table."""

    title: str
    before: float
    after: float
    difference: Difference
    adjusted: float


def compare(a: MeasuredRun, b: MeasuredRun, columns: Sequence[Column]) -> list[Compared]:
    """Every column that both runs have, by items of the same name."""
    found = []
    for column in columns:
        first = {item.id: item for item in a.items(column)}
        second = {item.id: item for item in b.items(column)}
        both = [name for name in first if name in second]
        if not both:
            continue
        one = [first[name].outcome == "right" for name in both]
        other = [second[name].outcome == "right" for name in both]
        clusters = clusters_of(first[name] for name in both)
        found.append((column.title, sum(one) / len(one), sum(other) / len(other), paired(one, other, clusters)))
    adjusted = holm([difference.p for *_, difference in found])
    return [Compared(*parts, p) for parts, p in zip(found, adjusted, strict=True)]
