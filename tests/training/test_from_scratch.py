"""The from-scratch run: cut anywhere and gone on with, measured on held-out questions, drawn as a curve."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tracepile_hf.training.where import trainers_folder

pytest.importorskip("trl", reason="the train extra is not installed")
pytestmark = pytest.mark.xdist_group("training")


@pytest.fixture(scope="module")
def scratch() -> ModuleType:
    file = trainers_folder().parent / "benchmarks" / "from_scratch.py"
    spec = importlib.util.spec_from_file_location("from_scratch", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def row(number: int) -> dict[str, Any]:
    told = f"Line 1 sets `x` to {number}. Line 2 adds 1, so `x` is {number + 1}. The answer is {number + 1}."
    messages = [
        {"role": "user", "content": f"x = {number}\nx += 1\nWhat is `x` at the end?"},
        {"role": "assistant", "content": told},
    ]
    return {"id": f"r{number}", "family": "f", "code": "", "messages": messages, "answer": str(number + 1)}


@pytest.fixture
def out(scratch: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    given = [row(number) for number in range(40)]
    monkeypatch.setattr(scratch, "rows", lambda out, *splits: given)
    texts = [message["content"] for one in given for message in one["messages"]]
    scratch.tool("trainers/smoke/prepare.py").tokenizer([*texts, "user assistant"], tmp_path / "tokenizer", 400)
    monkeypatch.setitem(scratch.SIZES["tiny"], "batch", 256)
    monkeypatch.setitem(scratch.SIZES["tiny"], "length", 128)
    return tmp_path


def test_a_run_that_is_cut_ends_where_an_uncut_one_does(scratch: ModuleType, out: Path) -> None:
    import torch

    held_out = [row(90), row(91)]
    whole = scratch.Run(out, "full", "tiny", 3000)
    whole.segment(5, 1000, held_out)
    (out / "full").rename(out / "whole")
    while True:
        run = scratch.Run(out, "full", "tiny", 3000)
        if run.progress.tokens >= 3000:
            break
        batch = next(run._batches())  # a segment of one step
        before = run.progress.tokens // 1000
        loss = run._step(batch)
        if run.progress.tokens // 1000 > before or run.progress.tokens >= 3000:
            run._measure(held_out, loss)
        run._save()
    one, other = (torch.load(out / name / "state.pt", weights_only=True) for name in ("whole", "full"))
    assert one["progress"] == other["progress"]
    for name, weights in one["model"].items():
        assert torch.allclose(weights, other["model"][name], atol=1e-6), name
    assert [point["tokens"] // 1000 for point in one["progress"]["history"]] == [1, 2, 3]


def test_both_parts_are_measured_at_the_same_tokens_and_drawn(scratch: ModuleType, out: Path) -> None:
    for part in scratch.PARTS:
        scratch.Run(out, part, "tiny", 1500).segment(5, 500, [row(90)])
    table = scratch.plot(out)
    assert table.count("\n") == 7
    assert "| input_output | " in table
    assert (out / "accuracy.svg").read_text().count("<polyline") == 2


@pytest.mark.parametrize(
    ("text", "right"),
    [("It goes on. The answer is 5.", True), ("The answer is `5`.", True), ("The answer is 6.", False), ("", False)],
)
def test_an_answer_is_right_by_value(scratch: ModuleType, text: str, right: bool) -> None:
    assert scratch.is_right(text, row(4)) is right


def test_the_interval_of_a_share_is_wilson_s(scratch: ModuleType) -> None:
    low, high = scratch.wilson(5, 10)
    assert (round(low, 3), round(high, 3)) == (0.237, 0.763)
    assert scratch.wilson(0, 10)[0] == pytest.approx(0.0, abs=1e-12)
