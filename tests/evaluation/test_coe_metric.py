"""The metric as `evaluate` loads it: from its folder, with batches, on rows and on code."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.judge import asked_of_code
from tracepile_hf.narration import narrate

SPACE = Path(__file__).resolve().parents[2] / "spaces" / "coe_faithfulness"
CODE = "def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n"


@pytest.fixture(scope="module")
def metric(tmp_path_factory: pytest.TempPathFactory) -> Any:
    evaluate = pytest.importorskip("evaluate", reason="evaluate is not installed (make test-eval installs it)")
    cache = tmp_path_factory.mktemp("cache")
    return evaluate.load(str(SPACE), cache_dir=str(cache))


@pytest.fixture(scope="module")
def text() -> str:
    return narrate(asked_of_code(CODE, "f", ["4"]).trace)


def test_it_computes_on_code_and_call(metric: Any, text: str) -> None:
    found = metric.compute(
        predictions=[text, text.replace("The answer is 6", "The answer is 7")], references=[(CODE, "f(4)")] * 2
    )
    assert found["n"] == 2
    assert found["proved"] == 1.0
    assert found["answer_right"]["value"] == 0.5


def test_it_takes_batches_mappings_and_triples(metric: Any, text: str) -> None:
    metric.add_batch(predictions=[text], references=[{"code": CODE, "call": "f(4)"}])
    metric.add(prediction=text, reference={"code": CODE, "call": "f(3)"})
    found = metric.compute(details=True)
    assert found["n"] == 2
    assert [one["answer"] for one in found["texts"]] == ["right", "wrong"]
    assert found["texts"][1]["first_wrong"]["said"]
    assert metric.compute(predictions=[(CODE, "f(4)", text)])["proved"] == 1.0
    script = metric.compute(predictions=["Line 1 prints 3. The answer is 3."], references=[{"code": "print(3)\n"}])
    assert script["n"] == 1


def test_it_takes_corpus_rows(metric: Any, tmp_path: Path) -> None:
    from datasets import load_dataset
    from typer.testing import CliRunner

    from tracepile_hf.cli.program import app

    built = CliRunner().invoke(
        app,
        [
            "build",
            "--config",
            "algorithm-base",
            "--families",
            "bubble_sort",
            "--samples",
            "3",
            "--out",
            str(tmp_path),
            "--no-cache",
        ],
    )
    assert built.exit_code == 0, built.output
    rows = [row for split in load_dataset(str(tmp_path), "algorithm-base").values() for row in split]
    assert rows
    found = metric.compute(predictions=[row["messages"][1]["content"] for row in rows], references=rows)
    assert found["proved"] == 1.0
    assert found["answer_right"]["value"] == 1.0


def test_a_run_that_cannot_be_made_is_a_fault(metric: Any, text: str) -> None:
    found = metric.compute(predictions=[text, text], references=[(CODE, "f(4)"), ("def f(:", "f(4)")])
    assert (found["n"], found["faults"]) == (1, 1)


def test_what_it_cannot_take_is_said(metric: Any) -> None:
    with pytest.raises(InputError, match=r"a reference, or \(code, call, text\)"):
        metric.compute(predictions=["text"])
    with pytest.raises(InputError, match="2 references"):
        metric.compute(predictions=["a", "b"], references=[(CODE, "f(4)")])


def test_the_page_judges(text: str) -> None:
    pytest.importorskip("gradio")
    spec = importlib.util.spec_from_file_location("coe_page", SPACE / "app.py")
    assert spec is not None
    assert spec.loader is not None
    page: ModuleType = importlib.util.module_from_spec(spec)
    sys.modules["coe_page"] = page
    spec.loader.exec_module(page)
    said, rows = page.judged(page.CODE, page.CALL, page.TEXT)
    assert said.startswith("Answer: right. ")
    assert "1 refuted" in said
    assert ["refuted", "`total` goes from 0 to 2", "1"] in rows
    assert page.judged("def f(:", "f(1)", "x")[1] == []
    assert page.judged(page.CODE, "f(", "x")[0].startswith("expected a call")
    assert page.judged("x" * 30_000, "f(1)", "x")[0].startswith("Expected at most")
    assert page.build() is not None
