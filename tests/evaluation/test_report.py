"""The report: layout, intervals, differences with Holm, the paper's gains judged, Markdown, LaTeX, PNG."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.comparing import noise_of_average
from tracepile_hf.evaluation.drawing import draw
from tracepile_hf.evaluation.published import FILE, read_published
from tracepile_hf.evaluation.report import render, sheets
from tracepile_hf.evaluation.results import TaskResult, write_all
from tracepile_hf.evaluation.runs import MeasuredRun, compare, read_run, read_runs

MakeResult = Callable[..., TaskResult]
FEW = {
    "source": "Somebody, Of something", "note": "Made up for a test.",
    "claims": [
        {"where": "abstract", "model": "M", "text": "mean", "gain": 0.5, "benchmarks": ["gsm8k", "sat_math"], "of": 2}
    ],
    "tables": [
        {
            "number": "1", "title": "Numbers",
            "columns": [{"title": "GSM8K", "benchmarks": ["gsm8k"]}, {"title": "SAT", "benchmarks": ["sat_math"]}],
            "rows": [
                {"id": "base", "model": "M", "setting": "base", "against": None, "cells": {"GSM8K": 50, "SAT": 50}},
                {"id": "more", "model": "M", "setting": "more", "against": "base", "cells": {"GSM8K": 57, "SAT": 56.3}},
                {"id": "some", "model": "M", "setting": "some", "against": "base", "cells": {"GSM8K": 51, "SAT": 68.8}},
            ],
        }
    ],
    "curve": {
        "number": "3", "title": "Growth", "x": "samples",
        "columns": [{"title": "GSM8K", "benchmarks": ["gsm8k"]}],
        "points": [{"x": 50000, "cells": {"GSM8K": 40.0}}, {"x": 100000, "cells": {"GSM8K": 44.0}}],
    },
}  # fmt: skip


@pytest.fixture
def few(tmp_path: Path) -> Path:
    path = tmp_path / "published.json"
    path.write_text(json.dumps(FEW), encoding="utf-8")
    return path


def run_of(title: str, *results: TaskResult) -> MeasuredRun:
    return MeasuredRun(title, {result.task: result for result in results})


def test_the_shipped_figures_have_their_source_and_nothing_made_up() -> None:
    published = read_published()
    assert "2510.23629" in published.source
    assert {table.number for table in published.tables} == {"1", "3", "4", "5", "6"}
    assert published.curve.number == "3"
    assert [(claim.gain, claim.of) for claim in published.claims] == [(7.1, 9)]
    assert all(0 <= value <= 100 for table in published.tables for row in table.rows for value in row.cells.values())
    text = render([], published)
    assert "| abstract | LLaMA-3.1-8B | average gain over nine mathematics data sets | +7.1 | ±3.0 | outside |" in text
    assert "| SAT-Math | 32 |" in text


def test_the_papers_own_gains_are_judged(few: Path) -> None:
    text = render([], read_published(few))
    rows = {
        tuple(row[1:3]): row
        for row in (line.strip("| ").split(" | ") for line in text.splitlines())
        if row[0] == "Table 1"
    }
    assert rows[("M, more", "GSM8K")][-1] == "outside"
    assert rows[("M, some", "GSM8K")][-1] == "open"
    assert rows[("M, more", "SAT")][-1] == "inside"  # two of 32 items
    assert rows[("M, some", "SAT")][-1] == "open"
    assert "+6.3 ≈" in rows[("M, more", "SAT")]
    assert "Of 4 gains 1 are inside the noise under every pairing of the items, 2 may be" in text
    assert "| abstract | M | mean | +0.5 | ±12.4 | open |" in text
    assert "| 50,000 (published) | 40.0 |" in text


def test_noise_of_an_average_is_the_worst_case() -> None:
    assert noise_of_average([1000] * 9, 9) == pytest.approx(1.96 * (0.5 / 9000) ** 0.5, rel=1e-3)
    assert noise_of_average([10, 1000], 1) > noise_of_average([10, 1000], 2) > noise_of_average([1000], 1)


def test_runs_stand_beside_published_rows(few: Path, make_result: MakeResult) -> None:
    a = run_of("before", make_result("gsm8k", ["right", "wrong"] * 20))
    b = run_of(
        "after",
        make_result("gsm8k", ["right", "right", "wrong", "none"] * 10),
        make_result("svamp", ["right"] * 4, chance=0.7),
    )
    text = render([a, b], read_published(few))
    assert "| M, base (published) | 50.0 | 50.0 |" in text
    assert "| before | 50.0 [33.8, 66.2] |  |" in text
    assert "## Differences: after minus before" in text
    assert "## Beside the paper's tables" in text
    assert re.search(r"\| after \| SVAMP \| 4 \| 100.0 \| 39.8 to 100.0 \(exact\) \| 70.0 ≈ \|", text)
    line = next(line for line in text.splitlines() if line.startswith("| GSM8K | 40 |"))
    assert "+0.0 ≈" in line
    assert "(exact)" in line


def test_differences_are_paired_by_item_and_adjusted_over_the_table(make_result: MakeResult, few: Path) -> None:
    columns = read_published(few).tables[0].columns
    a = run_of("a", make_result("gsm8k", ["wrong"] * 10 + ["right"] * 10), make_result("sat_math", ["wrong"] * 32))
    b = run_of(
        "b", make_result("gsm8k", ["right"] * 20), make_result("sat_math", ["right"] * 4 + ["wrong"] * 27 + ["fault"])
    )
    found = compare(a, b, columns)
    assert [one.difference.n for one in found] == [20, 31]  # a fault is no answer of the model's
    assert found[0].difference.p == pytest.approx(2 / 2**10)
    assert found[1].difference.p == pytest.approx(2 / 2**4)
    assert found[0].adjusted == pytest.approx(4 / 2**10)
    assert found[1].adjusted == pytest.approx(2 / 2**4)


def test_items_of_one_source_are_taken_together(make_result: MakeResult, few: Path) -> None:
    columns = read_published(few).tables[0].columns[:1]
    clusters = [str(place // 4) for place in range(80)]
    a = run_of("a", make_result("gsm8k", ["wrong"] * 80, clusters=clusters))
    b = run_of("b", make_result("gsm8k", ["right"] * 40 + ["wrong"] * 40, clusters=clusters))
    assert compare(a, b, columns)[0].difference.method == "clustered"


def test_a_column_of_several_benchmarks_needs_them_all(make_result: MakeResult) -> None:
    column = next(column for column in read_published().tables[1].columns if column.title == "KOR-Bench")
    assert len(column.benchmarks) == 5
    assert column.items == 1250
    some = run_of("a", make_result("kor_logic", ["right"]))
    assert some.share(column) is None
    every = run_of("a", *(make_result(name, ["right", "wrong"]) for name in column.benchmarks))
    found = every.share(column)
    assert found is not None
    assert found.share == 0.5
    assert len(every.items(column)) == 10


def test_the_curve_takes_measured_sizes(few: Path, make_result: MakeResult) -> None:
    runs = [run_of("big", make_result("gsm8k", ["right"] * 4)), run_of("small", make_result("gsm8k", ["wrong"] * 4))]
    text = render(runs, read_published(few), sizes=[200_000, 50_000])
    small, big = (
        text.index("| 50,000 (small) | 0.0 [0.0, 60.2] |"),
        text.index("| 200,000 (big) | 100.0 [39.8, 100.0] |"),
    )
    assert text.index("| 100,000 (published) | 44.0 |") < small < big
    with pytest.raises(InputError, match="a size for each of 2 results, got 1"):
        render(runs, read_published(few), sizes=[1])


def test_faithfulness_has_its_table(make_result: MakeResult, few: Path) -> None:
    from dataclasses import replace

    from tracepile_hf.evaluation.faithfulness import Judged, summary

    judged = [
        Judged("right", 5, 0, 0, 0, None, 30, "line_count", "2", "f"),
        Judged("wrong", 3, 1, 0, 1, None, 300, "output", "3", "g"),
    ]
    result = replace(make_result("coe", ["right", "wrong"]), faithfulness=summary(judged))
    text = render([run_of("m", result)], read_published(few))
    assert "| m | all | 2 | 50.0 [1.3, 98.7] | 10 | 80.0 | 10.0 | 0.0 | 10.0 | 0.0 |" in text
    for group in ("kind: line_count", "level: 3", "steps: 21-50", "steps: 201 and more"):
        assert f"| m | {group} | 1 |" in text


def test_latex_has_every_sheet_and_no_raw_signs(few: Path, make_result: MakeResult) -> None:
    runs = [
        run_of("a_b", make_result("gsm8k", ["right", "wrong"])),
        run_of("c", make_result("gsm8k", ["right", "right"])),
    ]
    published = read_published(few)
    text = render(runs, published, "latex")
    assert text.count(r"\begin{table}") == text.count(r"\end{table}") == len(sheets(runs, published))
    assert r"a\_b" in text
    assert not re.search(r"(?<!\\)[%&_#](?=\w)", re.sub(r"^%.*$", "", text, flags=re.MULTILINE).replace(" & ", " "))
    with pytest.raises(InputError, match="one of markdown, latex, got html"):
        render(runs, published, "html")


def test_pictures(tmp_path: Path, few: Path, make_result: MakeResult) -> None:
    runs = [
        run_of("a", make_result("gsm8k", ["right", "wrong"])),
        run_of("b", make_result("gsm8k", ["right", "right"])),
    ]
    path = tmp_path / "figure.png"
    if importlib.util.find_spec("matplotlib") is None:
        with pytest.raises(InputError, match="expected matplotlib, got none"):
            draw(runs, read_published(few), path)
        return
    draw(runs, read_published(few), path, [50_000, 100_000])
    assert path.read_bytes().startswith(b"\x89PNG")
    with pytest.raises(InputError, match="results or published points"):
        draw([], read_published(), path)


def test_a_run_is_of_one_model(tmp_path: Path, make_result: MakeResult) -> None:
    write_all([make_result("gsm8k", ["right"]), make_result("math", ["right"], model="org/other")], tmp_path)
    with pytest.raises(InputError, match="results of one model"):
        read_run(tmp_path)
    for name in ("one", "other"):
        write_all([make_result("gsm8k", ["right"])], tmp_path / name)
    assert [run.title for run in read_runs([tmp_path / "one", tmp_path / "other"])] == ["model (one)", "model (other)"]
    assert [run.title for run in read_runs([tmp_path / "one" / "results.json"])] == ["model"]
    write_all([], tmp_path)
    with pytest.raises(InputError, match="at least one result"):
        read_run(tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"tables": [{}]}, "source, note, claims, tables and curve"),
        ({"tables": [{**FEW["tables"][0], "columns": [{"title": "x", "benchmarks": ["gsm9k"]}]}]}, "gsm9k"),
        ({"claims": [{**FEW["claims"][0], "of": 3}]}, "from 1 to 2 benchmarks"),
        ({"claims": [{**FEW["claims"][0], "benchmarks": ["ruletaker"]}]}, "of a known size"),
        ({"curve": {**FEW["curve"], "points": [{"x": 1, "cells": {"GSM8K": 140}}]}}, "a percentage"),
        ({"curve": {**FEW["curve"], "points": [{"x": 1, "cells": {"MATH": 40}}]}}, "a column among"),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    path = tmp_path / "published.json"
    path.write_text(json.dumps({**FEW, **change}), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_published(path)
    assert json.loads(FILE.read_text(encoding="utf-8"))["tables"]
