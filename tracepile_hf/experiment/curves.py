"""The picture: exact answers against tokens seen, an arm a line, with the bootstrap's interval as a band."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tracepile_hf.experiment.answers import read_answers
from tracepile_hf.experiment.contrasts import Mean, mean
from tracepile_hf.experiment.report import Figures, said
from tracepile_hf.experiment.running import run_folder
from tracepile_hf.experiment.scoring import is_right

COLOURS: Final = (
    "#1971c2",
    "#b42318",
    "#e8890c",
    "#2b8a3e",
    "#7048e8",
    "#495057",
    "#c2255c",
    "#0b7285",
    "#5c940d",
    "#862e9c",
)


def points(found: Figures, out: Path) -> dict[str, list[tuple[int, Mean]]]:
    """By arm (tokens, mean) at each point, from the raw answers to the questions that every point asked."""
    results, curves = found.results, {}
    rows = results.questions["seen"][: results.design.point_questions]
    programs = [row.family for row in rows]
    for arm in found.arms:
        runs = results.of(arm)
        line = []
        for number, point in enumerate(next(iter(runs.values())).history["history"]):
            values = {
                seed: _right(
                    run_folder(out, arm, seed) / f"seen-{run.history['history'][number]['step']}.jsonl.xz", rows
                )
                for seed, run in runs.items()
            }
            line.append((int(point["tokens"]), mean(values, programs)))
        curves[arm] = line
    return curves


def _right(path: Path, rows: Sequence[Any]) -> list[float]:
    given = read_answers(path)[: len(rows)]
    return [float(is_right(answer.text, row.answer)) for answer, row in zip(given, rows, strict=True)]


def draw(found: Figures, path: Path) -> bool:
    """Write the PNG; false where matplotlib is not installed."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return False
    curves = points(found, path.parent)
    figure: Any = Figure(figsize=(9, 4.2), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    for (arm, line), colour in zip(curves.items(), COLOURS * 2, strict=False):
        tokens = [at / 1e6 for at, _ in line]
        left.plot(tokens, [100 * one.value for _, one in line], marker="o", color=colour, label=said(arm))
        left.fill_between(
            tokens,
            [100 * one.low for _, one in line],
            [100 * one.high for _, one in line],
            color=colour,
            alpha=0.12,
            lw=0,
        )
    left.set_xlabel("million tokens seen")
    left.set_ylabel("exact answers, percent (95 % interval)")
    left.set_ylim(0, 100)
    left.grid(alpha=0.3)
    left.legend(fontsize="small", loc="best")
    _by_length(right, found)
    results = found.results
    title = (
        f"design {results.design.name}: {len(results.seeds)} seed(s), {len(results.questions['seen']):,} unseen inputs"
    )
    figure.suptitle(title, fontsize="medium")
    figure.savefig(path, format="png", dpi=110, metadata={"Software": None})
    return True


def _by_length(axes: Any, found: Figures) -> None:
    """Exact answers by the length of the run, the longer runs last."""
    results = found.results
    names = [f"{low}-{high}" for low, high in (*results.design.strata, results.design.longer)]
    for place, (arm, colour) in enumerate(zip(found.arms, COLOURS * 2, strict=False)):
        at, heights, below, above = [], [], [], []
        for stratum in range(len(names)):
            test = "seen" if stratum < len(results.design.strata) else "longer"
            rows = results.questions[test]
            places = [number for number, row in enumerate(rows) if row.stratum == stratum]
            if not places:
                continue
            values = {seed: [of[number] for number in places] for seed, of in results.values(arm, test).items()}
            one = mean(values, [rows[number].family for number in places])
            at.append(stratum + 0.8 * (place + 0.5) / len(found.arms) - 0.4)
            heights.append(100 * one.value)
            below.append(100 * (one.value - one.low))
            above.append(100 * (one.high - one.value))
        axes.bar(at, heights, 0.8 / len(found.arms), color=colour, yerr=[below, above], error_kw={"lw": 0.8})
    axes.set_xticks(range(len(names)), names)
    axes.set_xlabel("changes in the run (last: none so long in training)", fontsize="small")
    axes.set_ylim(0, 100)
    axes.grid(axis="y", alpha=0.3)
