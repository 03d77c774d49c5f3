"""The from-scratch run: cut anywhere and gone on with, measured on held-out questions, drawn as a curve."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tracepile_hf.errors import InputError
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
    monkeypatch.setitem(scratch.SIZES, "tiny", replace(scratch.SIZES["tiny"], batch=256, length=128))
    return tmp_path


def after(times: int) -> Callable[[], bool]:
    """A segment's end after so many looks at the clock."""
    left = iter(range(times))
    return lambda: next(left, None) is None


def test_a_run_that_is_cut_ends_where_an_uncut_one_does(
    scratch: ModuleType, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr(scratch, "AT_ONCE", 1)  # so that measurements are cut too
    held_out = [row(90), row(91)]
    scratch.Run(out, "full", "tiny", 3000).segment(after(1000), 1000, held_out)
    (out / "full").rename(out / "whole")
    segments, cut_while_measuring = 0, 0
    while True:
        run = scratch.Run(out, "full", "tiny", 3000)
        if run.progress.tokens >= 3000 and not run.progress.due:
            break
        cut_while_measuring += run.progress.judged == 1
        run.segment(after(1), 1000, held_out)
        segments += 1
    assert segments > 10
    assert cut_while_measuring == 3
    one, other = (torch.load(out / name / "state.pt", weights_only=True) for name in ("whole", "full"))
    assert one["progress"] == other["progress"]
    for name, weights in one["model"].items():
        assert torch.allclose(weights, other["model"][name], atol=1e-6), name
    assert [point["tokens"] // 1000 for point in one["progress"]["history"]] == [1, 2, 3]
    assert {point["n"] for point in one["progress"]["history"]} == {2}


def test_a_run_is_not_gone_on_with_at_another_size(scratch: ModuleType, out: Path) -> None:
    scratch.Run(out, "full", "tiny", 100).segment(after(1), 100, [row(90)])
    with pytest.raises(InputError, match="--size tiny, with which this run was begun, got small"):
        scratch.Run(out, "full", "small", 100)


def test_both_parts_are_measured_at_the_same_tokens_and_drawn(scratch: ModuleType, out: Path) -> None:
    for part in scratch.PARTS:
        scratch.Run(out, part, "tiny", 1500).segment(after(1000), 500, [row(90)])
        assert ("input_output: not measured yet" in scratch.plot(out)) == (part == "full")
    lines = scratch.plot(out).splitlines()
    assert len(lines) == 2 + 2 * 3 + 2
    assert sum(line.startswith("| tiny | input_output | ") for line in lines) == 3
    assert lines[-2:] == [f"| small | {part} |" + " not measured |" * 6 for part in scratch.PARTS]
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
