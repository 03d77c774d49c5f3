"""The training half: cut anywhere and gone on with, decoding that is never cut short, files that transformers opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.experiment import running
from tracepile_hf.experiment.answers import read_answers
from tracepile_hf.experiment.design import FOLDER, Shape, load
from tracepile_hf.experiment.report import figures
from tracepile_hf.experiment.results import read_results
from tracepile_hf.experiment.tokenizer import learn

torch = pytest.importorskip("torch", reason="torch is not installed: make test-experiment")
pytestmark = pytest.mark.xdist_group("training")

from tracepile_hf.experiment import decoding, model  # noqa: E402  # after the skip
from tracepile_hf.experiment.training import ArmRun, prepared  # noqa: E402

SHAPE = Shape(32, 2, 2, 64)
WORDS = learn(["`a` = 1, `b` = 2\nAnswer: 3"] * 2)


def silent(line: str = "") -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> running.Prepared:
    return running.prepare(load(FOLDER / "tiny.json"), tmp_path_factory.mktemp("tiny"), silent)


def run_of(found: running.Prepared, folder: Path, arm: str = "full") -> ArmRun:
    return ArmRun(replace(found.design, tokens=2500), arm, 0, found.drawn, found.tokenizer, folder)


def after(times: int) -> Callable[[], bool]:
    left = iter(range(times))
    return lambda: next(left, None) is None


def test_a_run_that_is_cut_ends_where_an_uncut_one_does(found: running.Prepared, tmp_path: Path) -> None:
    whole = run_of(found, tmp_path / "whole")
    whole.segment(after(1000), silent)
    segments = 0
    while not (run := run_of(found, tmp_path / "cut")).progress.done:
        run.segment(after(1), silent)
        segments += 1
    assert segments >= len(whole.plan.steps) == run.progress.step
    for name, tensor in whole.weights.items():
        assert torch.allclose(tensor, run.weights[name], atol=1e-6), name
    last = len(whole.plan.steps)
    for name in ("seen", "longer", "unseen"):
        assert read_answers(tmp_path / "cut" / f"{name}-{last}.jsonl.xz") == read_answers(
            tmp_path / "whole" / f"{name}-{last}.jsonl.xz"
        )


def test_the_loss_falls(found: running.Prepared, tmp_path: Path) -> None:
    run = ArmRun(replace(found.design, tokens=40_000), "full", 0, found.drawn, found.tokenizer, tmp_path)
    losses = [run._step() for _ in range(40)]
    assert sum(losses[-5:]) < 0.7 * sum(losses[:5])


def test_equal_examples_take_the_very_rows_and_equal_tokens_the_tokens(found: running.Prepared) -> None:
    plans = {
        arm: prepared(found.design, arm, 0, found.drawn, found.tokenizer)[1]
        for arm in ("full", "answers_equal_examples", "answers_equal_tokens", "one_value_false")
    }
    assert plans["answers_equal_examples"].steps == plans["full"].steps
    assert plans["answers_equal_examples"].tokens[-1] < plans["full"].tokens[-1] / 2
    assert plans["one_value_false"] == plans["full"]
    for arm in ("full", "answers_equal_tokens"):
        assert 0 <= plans[arm].tokens[-1] - found.design.tokens < 1200
    assert plans["answers_equal_tokens"].examples > 2 * plans["full"].examples


def test_decoding_side_by_side_gives_what_each_alone_does() -> None:
    weights = model.fresh(SHAPE, len(WORDS), 3, "cpu")
    prompts = ["1", "f(12, 3)\n", "f(1234567)\n", "f(12, 3)\n2"]
    together = decoding.answers(weights, SHAPE, WORDS, prompts, 12, "cpu")
    for prompt, (text, cut) in zip(prompts, together, strict=True):
        ids = WORDS.encode(prompt)
        start = len(ids)
        for _ in range(12):
            turns = model.angles(len(ids), SHAPE, "cpu")
            hidden = model.states(weights, SHAPE, torch.tensor([ids]), turns)
            ids.append(int(model.scores(weights, hidden[:, -1]).argmax()))
            if ids[-1] == WORDS.end:
                break
        assert text == WORDS.decode(ids[start:])
        assert cut == (ids[-1] != WORDS.end)


def test_all_arms_are_trained_reported_and_gone_on_with(tmp_path: Path) -> None:
    content = load(FOLDER / "tiny.json")
    assert not running.run(content, tmp_path, 0.0, silent)
    lines: list[str] = []
    assert running.run(content, tmp_path, 60.0, lines.append)
    assert any("16/16 notes seed 1" in line and "tokens/s" in line for line in lines)
    results = read_results(tmp_path, silent)
    assert results.missing == []
    assert figures(results).primary[0].seeds == 2
    with pytest.raises(InputError, match="a folder for the design tiny as it is now"):
        running.run({**content, "tokens": 7000}, tmp_path, 1.0, silent)


def test_one_process_trains_in_a_folder(found: running.Prepared, tmp_path: Path) -> None:
    with running._alone(tmp_path), pytest.raises(InputError, match="a folder in which nobody trains"):
        running.run(load(FOLDER / "tiny.json"), tmp_path, 1.0, silent)


def test_transformers_opens_what_is_saved(tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers", reason="the train extra is not installed")
    weights = model.fresh(SHAPE, len(WORDS), 1, "cpu")
    model.save_for_hub(weights, SHAPE, WORDS, 64, tmp_path)
    theirs = transformers.AutoModelForCausalLM.from_pretrained(tmp_path).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(tmp_path)
    for text in ("`a` = 12, `b` = 3\nAnswer: 7", "unseen_name(1, -2)\n", "  x  "):
        ids = WORDS.encode(text)
        assert tokenizer(text)["input_ids"] == ids
        assert tokenizer.decode(ids) == text
        hidden = model.states(weights, SHAPE, torch.tensor([ids]), model.angles(len(ids), SHAPE, "cpu"))
        with torch.no_grad():
            assert torch.allclose(theirs(torch.tensor([ids])).logits, model.scores(weights, hidden), atol=1e-4)
