"""The report: results laid out as the paper's tables beside its figures, and what lies inside the noise marked.

Everything is a `Sheet`, a title, a head, rows and notes; one function writes sheets as Markdown, one as LaTeX.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.benchmarks import BENCHMARKS
from tracepile_hf.evaluation.comparing import detectable, noise_of_average, published_gain
from tracepile_hf.evaluation.faithfulness import STANDINGS
from tracepile_hf.evaluation.published import Column, Published, Table, read_published
from tracepile_hf.evaluation.runs import MeasuredRun, compare, read_runs

__all__ = ["FORMATS", "Sheet", "read_published", "read_runs", "render", "sheets"]
FORMATS: Final = ("markdown", "latex")
NOISE: Final = "≈"  # beside what no difference explains as well
EMPTY: Final = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the report."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def render(
    runs: Sequence[MeasuredRun], published: Published, format: str = "markdown", sizes: Sequence[float] = ()
) -> str:
    """The report of any number of runs; `sizes`: of each run's corpus, for the curve of Figure 3.

    Errors: InputError for a format that does not exist, or sizes that are not one a run.
    """
    if format not in FORMATS:
        raise InputError(f"one of {', '.join(FORMATS)}", format, "--format")
    if sizes and len(sizes) != len(runs):
        raise InputError(f"a size for each of {len(runs)} results", str(len(sizes)), "--size")
    made = sheets(runs, published, sizes)
    return _markdown(made, published) if format == "markdown" else _latex(made, published)


def sheets(runs: Sequence[MeasuredRun], published: Published, sizes: Sequence[float] = ()) -> list[Sheet]:
    """All tables of the report, in order; those with nothing in them are left out."""
    made = [_table(table, runs) for table in published.tables]
    if runs:
        made.append(_controls(runs))
    others = [_column(name) for name in _beyond(runs, published)]
    if others:
        made.append(
            _measured(
                Table("", "Beside the paper's tables (of our own making where so named)", tuple(others), ()), runs
            )
        )
    columns = _all_columns(published, others)
    made += [_differences(runs[0], run, columns) for run in runs[1:]]
    made += [_curve(published, runs, sizes), _faithfulness(runs)]
    made += [_gains(published), _claims(published), _power(columns)]
    return [sheet for sheet in made if sheet.rows]


def _column(name: str) -> Column:
    return Column(BENCHMARKS[name].title if name in BENCHMARKS else "Chains of execution", (name,))


def _all_columns(published: Published, others: Sequence[Column]) -> list[Column]:
    """Each column once."""
    seen: dict[tuple[str, ...], Column] = {}
    for column in [*(column for table in published.tables for column in table.columns), *others]:
        seen.setdefault(column.benchmarks, column)
    return list(seen.values())


def _beyond(runs: Sequence[MeasuredRun], published: Published) -> list[str]:
    """Benchmarks that were measured and stand in no table of the paper."""
    shown = {name for table in published.tables for column in table.columns for name in column.benchmarks}
    return sorted({name for run in runs for name in run.results if name not in shown})


def _percent(share: float | None, digits: int = 1) -> str:
    return EMPTY if share is None or math.isnan(share) else f"{100 * share:.{digits}f}"


def _points(share: float) -> str:
    return EMPTY if math.isnan(share) else f"{100 * share:+.1f}"


def _table(table: Table, runs: Sequence[MeasuredRun]) -> Sheet:
    """The paper's rows, then the measured ones with their intervals."""
    measured = _measured(table, runs)
    published = [
        (f"{row.title} (published)", *(_cell(row.cells.get(column.title)) for column in table.columns))
        for row in table.rows
        if row.cells
    ]
    if not published and not measured.rows:
        return Sheet("", (), ())
    notes = list(measured.notes)
    empty = sum(column.title not in row.cells for row in table.rows for column in table.columns)
    if empty:
        notes.append(f"{empty} of {len(table.rows) * len(table.columns)} published cells are not at hand.")
    return Sheet(f"Table {table.number}: {table.title}", measured.head, (*published, *measured.rows), tuple(notes))


def _cell(value: float | None) -> str:
    return EMPTY if value is None else f"{value:.1f}"


def _measured(table: Table, runs: Sequence[MeasuredRun]) -> Sheet:
    """One row a run: accuracy in percent with its 95 % interval."""
    head = ("model", *(column.title for column in table.columns))
    rows = []
    for run in runs:
        cells = []
        for column in table.columns:
            found = run.share(column)
            cells.append(
                EMPTY if found is None else f"{_percent(found.share)} [{_percent(found.low)}, {_percent(found.high)}]"
            )
        if any(cells):
            rows.append((run.title, *cells))
    notes = ("Accuracy in percent with its 95 % interval; an empty cell was not measured.",) if rows else ()
    return Sheet(table.title, head, tuple(rows), notes)


def _controls(runs: Sequence[MeasuredRun]) -> Sheet:
    """What an accuracy has to be read with: chance, answers that were not found or cut, accuracy among answers."""
    rows = []
    for run in runs:
        for result in run.results.values():
            figures = result.figures()
            near = figures["accuracy"] is not None and figures["low"] <= (figures["chance"] or 0.0)
            rows.append(
                (
                    run.title, result.title, str(figures["n"]), _percent(figures["accuracy"]),
                    f"{_percent(figures['low'])} to {_percent(figures['high'])} ({figures['interval']})",
                    _percent(figures["chance"]) + (f" {NOISE}" if near and figures["chance"] else ""),
                    _percent(figures["no_answer"]), _percent(figures["accuracy_of_answers"]), str(figures["cut"]),
                    str(figures["fault"]), f"{result.seconds:.0f}",
                )
            )  # fmt: skip
    head = (
        "model",
        "task",
        "n",
        "accuracy",
        "95 % interval",
        "chance",
        "no answer",
        "of answers",
        "cut",
        "faults",
        "seconds",
    )
    notes: tuple[str, ...] = (
        f"{NOISE}: guessing is inside the interval. No answer: none was found in the text, which counts as not right. "
        "Cut: ended by the token limit. Faults of the harness are in no other column.",
    )
    limited = {result.task for run in runs for result in run.results.values() if result.limit}
    if limited:
        notes += (
            f"Only the first items were asked, of {len(limited)} tasks: these are no results of those benchmarks.",
        )
    return Sheet("Controls", head, tuple(rows), notes)


def _differences(a: MeasuredRun, b: MeasuredRun, columns: Sequence[Column]) -> Sheet:
    rows = []
    for found in compare(a, b, columns):
        one = found.difference
        rows.append(
            (
                found.title, str(one.n), _percent(found.before), _percent(found.after),
                _points(one.difference) + (f" {NOISE}" if one.inside_noise or found.adjusted > 0.05 else ""),
                f"{_points(one.low)} to {_points(one.high)} ({one.method})", f"{one.p:.3g}", f"{found.adjusted:.3g}",
                _percent(one.least),
            )
        )  # fmt: skip
    head = (
        "benchmark",
        "items of both",
        a.title,
        b.title,
        "difference",
        "95 % interval",
        "p",
        "p, Holm",
        "least shown",
    )
    notes = (
        f"Paired by item. {NOISE}: inside the noise, by the interval or by Holm's p-value over this table. exact: "
        "McNemar's test and Newcombe's paired interval, below 300 items; clustered: items of one source taken "
        "together. Least shown: the smallest difference that so many items would show four times out of five.",
    )
    return Sheet(f"Differences: {b.title} minus {a.title}", head, tuple(rows), notes)


def _faithfulness(runs: Sequence[MeasuredRun]) -> Sheet:
    rows = []
    for run in runs:
        for result in run.results.values():
            faith = result.faithfulness
            if not faith:
                continue
            groups = [("all", faith)]
            groups += [(f"kind: {name}", group) for name, group in faith["by_kind"].items()]
            groups += [(f"level: {name}", group) for name, group in faith["by_level"].items()]
            groups += [(f"steps: {name}", group) for name, group in faith["by_depth"].items()]
            for name, group in groups:
                right = group["answer_right"]
                rows.append(
                    (
                        run.title, name, str(group["n"]),
                        f"{_percent(right['value'])} [{_percent(right['low'])}, {_percent(right['high'])}]",
                        str(group["claims"]), *(_percent(group[standing]) for standing in STANDINGS),
                        _percent(group["right_for_wrong_reasons"]["value"]), _percent(group["first_wrong_step"], 0),
                    )
                )  # fmt: skip
    head = (
        "model", "group", "texts", "answer right", "claims", "proved", "refuted", "unplaced", "unread",
        "right, wrong reasons", "first wrong at",
    )  # fmt: skip
    notes = ("Claims in percent of the group's; the first false claim in percent of the run's steps, the median.",)
    return Sheet("Faithfulness: a model's reasoning, claim by claim", head, tuple(rows), notes)


def _gains(published: Published) -> Sheet:
    """The paper's own gains, judged as two runs whose items are not known."""
    rows = []
    for table in published.tables:
        for row in table.rows:
            for column in table.columns:
                if not row.against or not column.items:
                    continue
                before, after = table.row(row.against).cells.get(column.title), row.cells.get(column.title)
                if before is None or after is None:
                    continue
                gain = published_gain(before / 100, after / 100, column.items)
                rows.append(
                    (
                        f"Table {table.number}", row.title, column.title, str(gain.n), f"{before:.1f}", f"{after:.1f}",
                        _points(gain.gain) + (f" {NOISE}" if gain.verdict != "outside" else ""),
                        f"{_points(gain.low)} to {_points(gain.high)}", f"{gain.best_p:.2g}", gain.verdict,
                    )
                )  # fmt: skip
    head = ("where", "model", "benchmark", "n", "before", "after", "gain", "95 % interval", "best p", "noise")
    inside = sum(row[-1] == "inside" for row in rows)
    unsure = sum(row[-1] == "open" for row in rows)
    notes = (
        f"Of {len(rows)} gains {inside} are inside the noise under every pairing of the items, {unsure} may be: they "
        f"are inside a 95 % interval of two separate runs ({NOISE}), and which items were right is not published. Best "
        "p: under the pairing kindest to the gain.",
    )
    return Sheet("The paper's own gains", head, tuple(rows), notes)


def _power(columns: Sequence[Column]) -> Sheet:
    """What each benchmark's size can show at all."""
    rows = [
        (
            column.title, str(column.items), *(_percent(detectable(column.items, base)) for base in (0.3, 0.5, 0.7)),
            _percent(_least_of_any_pairing(column.items), 2),
        )
        for column in columns
        if all(name in BENCHMARKS for name in column.benchmarks) and column.items
    ]  # fmt: skip
    head = ("benchmark", "n", "from 30 %", "from 50 %", "from 70 %", "least of any pairing")
    notes = (
        "Gains in percentage points that two separate runs of n items show four times of five, at 5 %; and the least "
        "gain that McNemar's test can call one at all: six items right that were wrong, and none the other way.",
    )
    return Sheet("What n items can show", head, tuple(rows), notes)


def _least_of_any_pairing(n: int) -> float:
    return 6 / n if n >= 6 else math.nan


def _curve(published: Published, runs: Sequence[MeasuredRun], sizes: Sequence[float]) -> Sheet:
    """The paper's points, then one row a measured size."""
    curve = published.curve
    rows = [
        (f"{x:,.0f} (published)", *(_cell(cells.get(column.title)) for column in curve.columns))
        for x, cells in curve.points
    ]
    measured = _measured(Table("", "", curve.columns, ()), runs).rows
    by_title = {row[0]: row[1:] for row in measured}
    rows += [
        (f"{size:,.0f} ({run.title})", *by_title[run.title])
        for size, run in sorted(zip(sizes, runs, strict=False), key=lambda pair: pair[0])
        if run.title in by_title
    ]
    head = (curve.x, *(column.title for column in curve.columns))
    return Sheet(f"Figure {curve.number}: {curve.title}", head, tuple(rows))


def _claims(published: Published) -> Sheet:
    """Averages that the paper states in a sentence, judged by what chance can do to such an average at most."""
    rows = []
    for claim in published.claims:
        noise = noise_of_average([BENCHMARKS[name].items or 1 for name in claim.benchmarks], claim.of)
        verdict = "outside" if abs(claim.gain) / 100 > noise else "open"
        rows.append((claim.where, claim.model, claim.text, f"{claim.gain:+.1f}", f"±{100 * noise:.1f}", verdict))
    head = ("where", "model", "what", "gain", "chance, at most", "noise")
    notes = (
        "Chance, at most: the 95 % interval of the difference of two separate runs' averages, whichever of the "
        "benchmarks the average is over and however many items are right. It says nothing of other seeds, prompts or "
        "training runs.",
    )
    return Sheet("The paper's stated averages", head, tuple(rows), notes)


def _markdown(made: Sequence[Sheet], published: Published) -> str:
    parts = ["# Results", f"Published figures: {published.source}. {published.note}"]
    for sheet in made:
        lines = [f"## {sheet.title}", "", _row(sheet.head), "|" + "---|" * len(sheet.head)]
        lines += map(_row, sheet.rows)
        parts.append("\n".join(lines))
        parts += sheet.notes
    return "\n\n".join(parts) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


_ESCAPED: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", NOISE: r"$\approx$",
    }
)  # fmt: skip


def _latex(made: Sequence[Sheet], published: Published) -> str:
    parts = [f"% Published figures: {published.source}", "% needs booktabs"]
    for sheet in made:
        spec = "l" + "r" * (len(sheet.head) - 1)
        lines = [r"\begin{table}", r"\centering\small", rf"\caption{{{sheet.title.translate(_ESCAPED)}}}"]
        lines += [rf"\begin{{tabular}}{{{spec}}}", r"\toprule", _line(sheet.head), r"\midrule"]
        lines += [*map(_line, sheet.rows), r"\bottomrule", r"\end{tabular}"]
        lines += [rf"\\ {note.translate(_ESCAPED)}" for note in sheet.notes]
        parts.append("\n".join([*lines, r"\end{table}"]))
    return "\n\n".join(parts) + "\n"


def _line(cells: Sequence[str]) -> str:
    return " & ".join(cell.translate(_ESCAPED) for cell in cells) + r" \\"
