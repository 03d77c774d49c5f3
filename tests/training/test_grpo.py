"""The GRPO recipes: taken by TRL's own parser, every key and value, and ten steps of the tiny one for real."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from tracepile_hf.training import rewards
from tracepile_hf.training.where import trainers_folder

pytestmark = pytest.mark.xdist_group("training")
ROOT = trainers_folder().parent
RECIPES = sorted((trainers_folder() / "recipes").glob("*/grpo.yaml"))
TINY = trainers_folder() / "recipes" / "tiny-cpu" / "grpo.yaml"


def test_every_model_has_one() -> None:
    models = yaml.safe_load((trainers_folder() / "models.yaml").read_text())
    assert {path.parent.name for path in RECIPES} == {*models, "tiny-cpu"}


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.parent.name)
def test_rewards_of_a_recipe_are_there(path: Path) -> None:
    recipe = yaml.safe_load(path.read_text())
    found = [getattr(import_module(module), name) for module, _, name in map(_apart, recipe["reward_funcs"])]
    assert tuple(found) == rewards.FUNCTIONS
    assert len(recipe["reward_weights"]) == len(found)


def _apart(dotted: str) -> tuple[str, str, str]:
    return dotted.rpartition(".")


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.parent.name)
def test_trl_takes_a_recipe(path: Path, tmp_path: Path) -> None:
    pytest.importorskip("trl", reason="the train extra is not installed")
    recipe = yaml.safe_load(path.read_text())
    # A machine without a GPU takes neither bf16 nor tf32: there, and there alone, they are set aside
    recipe |= {"bf16": False, "use_cpu": True} if recipe["bf16"] else {}
    recipe["output_dir"] = str(tmp_path / "out")
    here = tmp_path / "grpo.yaml"
    here.write_text(yaml.safe_dump(recipe))
    script, trainer, model, _ = parsed(here)
    assert script.reward_funcs == recipe["reward_funcs"]
    for name, value in recipe.items():
        (owner,) = [part for part in (script, trainer, model) if hasattr(part, name)]
        given = getattr(owner, name)
        if name == "report_to" and value == "none":  # which transformers turns into no tracker at all
            assert given in ([], ["none"])
            continue
        assert str(getattr(given, "value", given)) == str(value), name


def parsed(path: Path) -> Any:
    from trl.scripts.grpo import make_parser

    return make_parser().parse_args_and_config(["--config", str(path)], fail_with_unknown_args=True)


def test_a_misspelt_key_of_a_recipe_is_seen(tmp_path: Path) -> None:
    pytest.importorskip("trl", reason="the train extra is not installed")
    path = tmp_path / "grpo.yaml"
    path.write_text(TINY.read_text().replace("num_generations", "num_generation"))
    with pytest.raises((ValueError, SystemExit)):
        parsed(path)


@pytest.mark.slow
def test_ten_steps_of_the_tiny_model(tmp_path: Path) -> None:
    """`trl grpo --config`, the rewards logged, and how many completions are judged a second."""
    pytest.importorskip("trl", reason="the train extra is not installed")
    spec = importlib.util.spec_from_file_location("prepare", trainers_folder() / "smoke" / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}

    def run(*words: str) -> str:
        done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout + done.stderr

    runs = tmp_path / "runs" / "tiny-cpu"
    run(sys.executable, str(trainers_folder() / "smoke" / "prepare.py"), "--samples", "20", "--out", str(runs))
    words = ["prompts", f"{runs}/corpus:algorithm", "--out", str(runs / "prompts")]
    run(sys.executable, "-m", "tracepile_hf.cli", *words)
    said = run(sys.executable, "-m", "trl.scripts.grpo", "--config", str(TINY))
    logs = [json.loads(line.replace("'", '"')) for line in re.findall(r"\{'loss'.*?\}", said)]
    assert len(logs) == 10
    for function in rewards.FUNCTIONS:
        assert all(f"rewards/{function.__name__}/mean" in log for log in logs)
    rates = [float(log["proof/judged_a_second"]) for log in logs if "proof/judged_a_second" in log]
    assert rates
    print(f"judged completions a second: first {rates[0]:.1f}, then {rates[1:]}")
