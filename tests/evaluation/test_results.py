"""Results on disk: figures, resuming, what model cards take, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.harness import EvaluationPlan, _commit_of, _kept, evaluate, tasks_of
from tracepile_hf.evaluation.results import TaskResult, read_all, read_result, write_all, write_result
from tracepile_hf.hub.results import read_results

MakeResult = Callable[..., TaskResult]


def test_figures_keep_outcomes_apart(make_result: MakeResult) -> None:
    figures = make_result("gsm8k", ["right"] * 3 + ["wrong"] * 2 + ["none"] * 5 + ["fault"] * 2, chance=0.25).figures()
    assert (figures["n"], figures["right"], figures["wrong"], figures["none"], figures["fault"]) == (10, 3, 2, 5, 2)
    assert figures["accuracy"] == 0.3
    assert figures["accuracy_of_answers"] == 0.6
    assert figures["no_answer"] == 0.5
    assert figures["chance"] == 0.25
    assert figures["cut"] == 5
    assert figures["interval"] == "exact"
    assert figures["low"] == pytest.approx(0.0667, abs=1e-4)


def test_faults_alone_are_no_result(make_result: MakeResult) -> None:
    figures = make_result("gsm8k", ["fault"] * 3).figures()
    assert figures["accuracy"] is None
    assert figures["n"] == 0


def test_what_is_written_is_read_back(tmp_path: Path, make_result: MakeResult) -> None:
    one, other = make_result("gsm8k", ["right", "wrong"]), make_result("math", ["none"])
    assert read_result(write_result(one, tmp_path)) == one
    path = write_all([one, other], tmp_path)
    assert read_all(path) == read_all(tmp_path) == [one, other]
    assert read_all(tmp_path / "tasks" / "gsm8k.json") == [one]
    assert not list(tmp_path.rglob("*.tmp"))
    card = read_results(tmp_path / "card.json")
    assert [(row.task, row.value, row.n) for row in card.results] == [("GSM8K", 0.5, 2), ("MATH", 0.0, 1)]


def test_half_surrogates_of_a_model_are_written(tmp_path: Path, make_result: MakeResult) -> None:
    made = make_result("gsm8k", ["right"])
    odd = replace(made, items=(replace(made.items[0], text="\ud800"),))
    assert read_result(write_result(odd, tmp_path)).items[0].text in ("\ud800", "\\ud800")


def test_claims_go_to_the_card(make_result: MakeResult, tmp_path: Path) -> None:
    faith = {"proved": 0.9, "texts_faithful": {"value": 0.5}, "claims": 10}
    write_all([replace(make_result("coe", ["right"]), faithfulness=faith)], tmp_path)
    card = read_results(tmp_path / "card.json")
    assert (card.claims_proved, card.texts_accepted) == (0.9, 0.5)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "JSON"),
        ("[]", "an object"),
        ('{"task": "x"}', "a result of `tracepile eval`"),
        ('{"results": [{"task": "x"}]}', "result 1"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "results.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_all(tmp_path)


def test_a_changed_format_or_outcome_is_refused(tmp_path: Path, make_result: MakeResult) -> None:
    path = write_result(make_result("gsm8k", ["right"]), tmp_path)
    loaded = json.loads(path.read_text(encoding="utf-8"))
    for change, message in (
        ({"format": 0}, "format 1"),
        ({"items": [{"id": "1"}]}, "items of"),
        ({"items": [{**loaded["items"][0], "outcome": "maybe"}]}, "outcomes among"),
    ):
        path.write_text(json.dumps({**loaded, **change}), encoding="utf-8")
        with pytest.raises(InputError, match=message):
            read_result(path)
    with pytest.raises(InputError, match="a readable results file"):
        read_result(tmp_path / "none.json")


def test_a_task_on_disk_is_kept_only_if_it_was_made_alike(tmp_path: Path, make_result: MakeResult) -> None:
    order = EvaluationPlan("org/model", ("gsm8k",), tmp_path)
    assert _kept(order, "gsm8k", {"model": "org/model"}) is None
    made = make_result("gsm8k", ["right"])
    write_result(made, tmp_path)
    assert _kept(order, "gsm8k", {"model": "org/model", "limit": None, "decoding": {"max_gen_toks": 8}}) == made
    for stamp in ({"model": "org/other"}, {"limit": 8}, {"chat": True}, {"model_args": {"dtype": "bfloat16"}}):
        with pytest.raises(InputError, match="in a folder of its own"):
            _kept(order, "gsm8k", stamp)


def test_a_folder_of_weights_has_a_digest(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    one = _commit_of(None, str(tmp_path))
    assert len(one) == 16
    assert one == _commit_of(None, str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"Weights")
    assert one != _commit_of(None, str(tmp_path))
    assert _commit_of(None, "a/served-model") == ""


def test_one_folder_is_one_run(tmp_path: Path, make_result: MakeResult) -> None:
    write_result(make_result("math", ["right"]), tmp_path)
    write_result(make_result("gsm8k", ["right"]), tmp_path)
    same = EvaluationPlan("org/model", (), tmp_path)
    assert evaluate(same, lambda *_: None, lambda *_: None) == []
    assert [result.task for result in read_all(tmp_path)] == ["gsm8k", "math"]  # also what this command did not ask
    for other in (replace(same, model="org/other"), replace(same, chat=True), replace(same, limit=8)):
        with pytest.raises(InputError, match="in a folder of its own"):
            evaluate(other, lambda *_: None, lambda *_: None)


def test_what_cannot_be_evaluated_is_said(tmp_path: Path) -> None:
    assert tasks_of("coe") == ("coe",)
    assert tasks_of("paper", ["gsm8k"]) == ("gsm8k",)
    with pytest.raises(InputError, match="--task"):
        tasks_of("paper", ["gsm9k"])
    with pytest.raises(InputError, match="a backend among hf, vllm, openai, got tf"):
        evaluate(EvaluationPlan("m", (), tmp_path, backend="tf"), lambda *_: None, lambda *_: None)
