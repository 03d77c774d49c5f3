"""The task files: read without lm-eval, each for a benchmark, each with its source and a prompt that can be filled."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tracepile_hf.errors import InputError
from tracepile_hf.evaluation.benchmarks import BENCHMARKS, PREFIX
from tracepile_hf.evaluation.taskfiles import FOLDER, Function, read_task, task_files

FILES = task_files()
HAS_LM_EVAL = importlib.util.find_spec("lm_eval") is not None


def asked() -> ModuleType:
    spec = importlib.util.spec_from_file_location("asked", FOLDER / "asked.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_benchmark_has_a_task_and_every_task_a_benchmark() -> None:
    assert {file.stem for file in FILES} == {*BENCHMARKS, "coe"}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_task_is_whole(file: Path) -> None:
    task = read_task(file)
    assert task["task"] == PREFIX + file.stem
    assert task["metadata"]["benchmark"] == file.stem
    assert task["output_type"] == "generate_until"
    assert task["test_split"] == "test"
    assert task["generation_kwargs"]["max_gen_toks"] >= 64
    assert task["generation_kwargs"]["do_sample"] is False
    assert {metric["metric"] for metric in task["metric_list"]} >= {"right", "answered", "fault"}
    text = file.read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("# ")]
    assert len(head) >= 2
    assert file.stem == "coe" or file.stem.endswith("_style") or BENCHMARKS[file.stem].source.rpartition(" ")[2] in text
    if task["num_fewshot"]:
        assert task["fewshot_config"]["sampler"] == "first_n"


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_function_that_a_task_names_is_there(file: Path) -> None:
    module = asked()
    found = [value for value in _values(read_task(file)) if isinstance(value, Function)]
    assert len(found) >= 5
    for name in found:
        where, _, function = name.partition(".")
        assert where == "asked"
        assert callable(getattr(module, function))


def _values(value: object) -> list[object]:
    if isinstance(value, dict):
        return [inner for one in value.values() for inner in _values(one)]
    if isinstance(value, list):
        return [inner for one in value for inner in _values(one)]
    return [value]


def test_outcomes_become_figures() -> None:
    module = asked()
    doc = {"scorer": "number", "gold": '{"value": "4"}'}
    assert module.judged(doc, ["The answer is 4."]) == {"right": 1.0, "answered": 1.0, "fault": 0.0}
    assert module.judged(doc, ["The answer is 5."]) == {"right": 0.0, "answered": 1.0, "fault": 0.0}
    assert module.judged(doc, [""]) == {"right": 0.0, "answered": 0.0, "fault": 0.0}
    assert module.judged({**doc, "gold": '{"value": "x"}'}, ["4"]) == {"right": None, "answered": None, "fault": 1.0}
    assert module.mean_of_figures([1.0, 0.0, None]) == 0.5
    assert module.mean_of_figures([None]) == 0.0
    with pytest.raises(AttributeError):
        module.bbh_nothing_shots  # noqa: B018


def test_what_is_no_task_file_is_said(tmp_path: Path) -> None:
    for text, message in (("- 1", "a task file with keys"), ("a: [", "a task file"), ("include: it.yaml", "a circle")):
        (tmp_path / "it.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=message):
            read_task(tmp_path / "it.yaml")
    with pytest.raises(InputError, match="a task file"):
        read_task(tmp_path / "none.yaml")


@pytest.mark.skipif(HAS_LM_EVAL, reason="lm-eval is installed")
def test_without_lm_eval_a_borrowed_prompt_says_what_to_install() -> None:
    with pytest.raises(InputError, match=r"tracepile-hf\[eval\]"):
        asked().word_problem_shots()


@pytest.mark.skipif(not HAS_LM_EVAL, reason="lm-eval is not installed (make test-eval installs it)")
def test_borrowed_prompts_are_as_many_as_their_authors_have() -> None:
    module = asked()
    assert len(module.word_problem_shots()) == 8
    assert len(module.math_shots()) == 4
    assert [bool(shot["before"]) for shot in module.bbh_web_of_lies_shots()] == [True, False, False]
    doc = {"prompt": "x?\n(A) 1\n(B) 2", "group": "astronomy", "gold": '{"options": ["1", "2", "3", "4"]}'}
    assert module.mmlu_text(doc).count("\n\nQ: ") == 4
    assert module.redux_text(doc).startswith("x?\nA. 1\nB. 2")
    for text in (module.cruxeval_output_text(doc), module.cruxeval_input_text(doc)):
        assert text.endswith("(B) 2\n[THOUGHT]\n")
        assert text.count("[PYTHON]") == 1
