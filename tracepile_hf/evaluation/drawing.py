"""The report's figure as PNG: accuracies with their intervals, and the paper's curve where its points are at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.published import Column, Published
from tracepile_hf.evaluation.runs import MeasuredRun


def draw(runs: Sequence[MeasuredRun], published: Published, path: Path, sizes: Sequence[float] = ()) -> None:
    """Draw runs side by side, and by the sizes of their corpora. InputError without matplotlib or anything to draw."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise InputError("matplotlib", "none", "pip install 'tracepile-hf[eval]'") from None
    columns = _columns(runs, published)
    points = published.curve.points
    if not columns and not points:
        raise InputError("results or published points", "neither", "--png")
    curve = bool(points) or bool(sizes)
    parts = bool(columns) + curve
    figure: Any = Figure(
        figsize=(9, 0.34 * max(8, len(columns) * max(1, len(runs))) + 3.5 * curve), layout="constrained"
    )
    axes = figure.subplots(parts, 1, squeeze=False)[:, 0]
    if columns:
        _bars(axes[0], runs, columns)
    if curve:
        _curve(axes[-1], published, list(zip(sizes, runs, strict=False)))
    figure.savefig(path, format="png", dpi=150)


def _columns(runs: Sequence[MeasuredRun], published: Published) -> list[Column]:
    seen: dict[tuple[str, ...], Column] = {}
    for table in published.tables:
        for column in table.columns:
            if any(run.items(column) for run in runs):
                seen.setdefault(column.benchmarks, column)
    return list(seen.values())


def _bars(axes: Any, runs: Sequence[MeasuredRun], columns: Sequence[Column]) -> None:
    for place, run in enumerate(runs):
        at, shares, below, above = [], [], [], []
        for row, column in enumerate(columns):
            found = run.share(column)
            if found is None:
                continue
            at.append(row + 0.8 * (place + 0.5) / len(runs) - 0.4)
            shares.append(100 * found.share)
            below.append(100 * max(0.0, found.share - found.low))
            above.append(100 * max(0.0, found.high - found.share))
        axes.errorbar(shares, at, xerr=[below, above], fmt="o", capsize=3, label=run.title)
    axes.set_yticks(range(len(columns)), [column.title for column in columns])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("accuracy in percent, 95 % interval")
    axes.grid(axis="x", alpha=0.3)
    axes.legend(loc="best", fontsize="small")


def _curve(axes: Any, published: Published, measured: Sequence[tuple[float, MeasuredRun]]) -> None:
    """The published points as lines, the measured ones with their intervals."""
    curve = published.curve
    for column in curve.columns:
        points = [(x, cells[column.title]) for x, cells in curve.points if column.title in cells]
        if points:
            axes.plot(*zip(*points, strict=True), marker="o", label=f"{column.title} (published)")
        own = sorted((size, found) for size, run in measured if (found := run.share(column)) is not None)
        if own:
            below = [100 * max(0.0, found.share - found.low) for _, found in own]
            above = [100 * max(0.0, found.high - found.share) for _, found in own]
            shares = [100 * found.share for _, found in own]
            axes.errorbar(
                [size for size, _ in own], shares, yerr=[below, above], fmt="s--", capsize=3, label=column.title
            )
    axes.set_xscale("log")
    axes.set_xlabel(curve.x)
    axes.set_ylabel("accuracy in percent")
    axes.set_title(f"Figure {curve.number}: {curve.title}", fontsize="medium")
    axes.legend(loc="best", fontsize="small")
