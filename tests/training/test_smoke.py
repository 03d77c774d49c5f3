"""Training for real, at the smallest size: every paradigm's stages, adapters, resuming, a tracker, the live proof.

The same recipes as `make smoke-train`, fewer steps, in one process. No network.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from tracepile_hf.training.recipe import read
from tracepile_hf.training.where import trainers_folder

pytest.importorskip("trl", reason="the train extra is not installed")
pytestmark = pytest.mark.xdist_group("training")
RECIPES = trainers_folder() / "recipes" / "tiny-cpu"
TEMPLATES = trainers_folder() / "templates"
STAGES = {
    "continued_pretraining/pretrain": "base",
    "continued_pretraining/instruct": "continued_pretraining/pretrain",
    "two_stage/stage1": "base",
    "two_stage/stage2": "two_stage/stage1",
}
Train = Callable[..., list[dict[str, float]]]


def prepared() -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare", trainers_folder() / "smoke" / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What prepare.py makes, smaller."""
    import sys

    out = tmp_path_factory.mktemp("tiny-cpu")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["prepare.py", "--samples", "20", "--out", str(out)])
        prepared().main()
    return out


@pytest.fixture
def train(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Train:
    """Train a shipped tiny recipe in this process, its paths moved into `folder`: the logged lines."""
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))

    def run(stage: str, *, prove: Any = None, prove_every: int = 0, **changes: Any) -> list[dict[str, float]]:
        from tracepile_hf.training import run as program

        settings = dict(read(RECIPES / f"{stage}.yaml").settings)
        for key in ("model_name_or_path", "dataset_name", "output_dir"):
            settings[key] = str(settings[key]).replace("runs/tiny-cpu", str(folder))
        template = TEMPLATES / Path(str(settings["chat_template_path"])).name
        fewer = {"max_steps": 6, "save_steps": 3, "logging_steps": 1, "per_device_train_batch_size": 2}
        settings |= {"chat_template_path": str(template), "max_length": 512, **fewer, **changes}
        file = tmp_path / "recipe.yaml"
        file.write_text(yaml.safe_dump(settings))
        program.main(file, program.Watch(prove=prove, prove_every=prove_every, prove_questions=1))
        last = Path(str(settings["output_dir"])) / f"checkpoint-{settings['max_steps']}" / "trainer_state.json"
        return list(json.loads(last.read_text())["log_history"])

    return run


def losses(lines: list[dict[str, float]]) -> list[float]:
    return [line["loss"] for line in lines if "loss" in line]


def test_every_stage_trains_saves_and_hands_on_its_model(folder: Path, train: Train) -> None:
    for stage, start in STAGES.items():
        found = losses(train(stage))
        assert len(found) == 6
        assert sum(found[-2:]) < sum(found[:2]), f"{stage}: {found}"
        assert (folder / stage / "model.safetensors").is_file()
        assert (folder / stage / "checkpoint-3" / "optimizer.pt").is_file()
        assert read(RECIPES / f"{stage}.yaml").text("model_name_or_path").endswith(start)


def test_a_run_goes_on_from_its_checkpoint(folder: Path, train: Train, tmp_path: Path) -> None:
    whole = losses(train("two_stage/stage1", output_dir=str(tmp_path / "whole")))
    shutil.copytree(tmp_path / "whole" / "checkpoint-3", tmp_path / "cut" / "checkpoint-3")
    at_three = str(tmp_path / "cut" / "checkpoint-3")
    again = losses(train("two_stage/stage1", output_dir=str(tmp_path / "cut"), resume_from_checkpoint=at_three))
    assert again == pytest.approx(whole, rel=1e-4), "the same losses as if it had not been cut"


def test_adapters_go_on_merged_carded_and_pushed(folder: Path, train: Train, tmp_path: Path) -> None:
    """Stage 1 as an adapter, merged, stage 2 on it: as `tracepile train` does before it launches."""
    from transformers import AutoModelForCausalLM

    from tracepile_hf.errors import InputError
    from tracepile_hf.hub.push import plan
    from tracepile_hf.training.merge import is_adapter, merged

    lora = {**read(trainers_folder() / "recipes" / "lora.yaml").settings, "dtype": "float32", "learning_rate": 2e-3}
    found = losses(train("two_stage/stage1", output_dir=str(tmp_path / "lora"), **lora))
    assert found[-1] < found[0]
    saved = json.loads((tmp_path / "lora" / "adapter_config.json").read_text())
    assert (saved["r"], saved["lora_alpha"]) == (32, 64)
    assert is_adapter(tmp_path / "lora")
    whole = merged(tmp_path / "lora")
    assert whole == tmp_path / "lora" / "merged"
    assert merged(tmp_path / "lora") == whole, "made once"
    (whole / "merged_from.json").write_text("{}")
    with pytest.raises(InputError, match="got one of other weights: delete it"):
        merged(tmp_path / "lora")
    base = AutoModelForCausalLM.from_pretrained(folder / "base").state_dict()
    with_adapter = AutoModelForCausalLM.from_pretrained(whole).state_dict()
    moved = [name for name, weight in with_adapter.items() if not weight.equal(base[name])]
    assert moved
    assert all("_proj" in name for name in moved)
    after = losses(train("two_stage/stage2", output_dir=str(tmp_path / "two"), model_name_or_path=str(whole), **lora))
    assert after[-1] < after[0]
    (tmp_path / "lora" / "README.md").write_text("---\nlicense: apache-2.0\n---\n")
    with pytest.raises(InputError, match="a base model on the Hub, or a merged model"):
        plan(tmp_path / "lora", "me/lora")
    (whole / "README.md").write_text("---\nlicense: apache-2.0\n---\n")
    assert "model.safetensors" in [name for name, _ in plan(whole, "me/merged").files]


def test_the_loss_on_held_out_rows_is_told_by_kind(train: Train, tmp_path: Path) -> None:
    lines = train(
        "two_stage/stage1",
        output_dir=str(tmp_path / "judged"),
        eval_strategy="steps",
        eval_steps=3,
        eval_rows=4,
        dataset_test_split="train",
    )
    told = {key for line in lines for key in line if key.startswith("eval_") and key.endswith("_loss")}
    assert "eval_train_loss" in told
    assert {line["step"] for line in lines if "eval_train_loss" in line} == {3, 6}
    saved = (tmp_path / "judged" / "chat_template.jinja").read_text()
    assert "generation %}" not in saved


def test_rows_that_teach_nothing_are_one_line(train: Train, tmp_path: Path) -> None:
    from tracepile_hf.errors import InputError

    with pytest.raises(InputError, match="expected rows with something to learn within max_length 8, got none of"):
        train("two_stage/stage1", output_dir=str(tmp_path / "short"), max_length=8)


def test_two_machines_train_as_one_does(folder: Path, tmp_path: Path) -> None:
    """Two processes that meet over gloo, as two machines with a CPU each: the same batch, the same losses.

    Of whole batches: an epoch's last, smaller one is filled up by rows that come twice, so that each has as many.
    """
    settings = dict(read(RECIPES / "two_stage" / "stage1.yaml").settings)
    settings |= {"model_name_or_path": str(folder / "base"), "dataset_name": str(folder / "corpus"), "max_length": 512}
    settings |= {"chat_template_path": str(TEMPLATES / "chatml.jinja"), "max_steps": 2, "logging_steps": 1}
    settings |= {"per_device_train_batch_size": 2, "global_batch": 4, "save_steps": 2}
    (tmp_path / "recipe.yaml").write_text(yaml.safe_dump(settings))
    environment = {**os.environ, "HF_DATASETS_CACHE": str(tmp_path / "cache"), "OMP_NUM_THREADS": "1"}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def started(out: str, *words: str) -> subprocess.Popen[str]:
        command = [
            sys.executable,
            "-m",
            "tracepile_hf.cli",
            "train",
            "recipe.yaml",
            "--gpus",
            "0",
            "--out",
            out,
            *words,
        ]
        return subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)

    def ended(*processes: subprocess.Popen[str]) -> list[float]:
        for process in processes:
            _, said = process.communicate()
            assert process.returncode == 0, said[-2000:]
        out = "one" if len(processes) == 1 else "two"
        history = json.loads((tmp_path / out / "checkpoint-2" / "trainer_state.json").read_text())["log_history"]
        return losses(history)

    alone = ended(started("one"))
    meet = ["--machines", "2", "--main-address", "127.0.0.1", "--main-port", str(port)]
    together = ended(started("two", *meet, "--rank", "0"), started("two", *meet, "--rank", "1"))
    assert together == pytest.approx(alone, rel=1e-4)
    assert json.loads((tmp_path / "two" / "run.json").read_text())["counts"]["sequences_a_step"] == 4


def test_the_share_of_proved_claims_is_logged_while_it_trains(train: Train, tmp_path: Path) -> None:
    from tracepile_hf.training.proof import Proved

    judged: list[str] = []

    def prove(row: Any, text: str) -> Proved:
        judged.append(text)
        assert row["code"]
        return Proved(claims=4, proved=3, accepted=False)

    lines = train("two_stage/stage1", output_dir=str(tmp_path / "proof"), prove=prove, prove_every=3)
    shares = [line for line in lines if "proof/claims_proved" in line]
    assert [line["step"] for line in shares] == [3, 6]
    assert shares[0]["proof/claims_proved"] == 0.75
    assert 0 <= shares[0]["proof/answers_cut"] <= 1
    assert shares[0]["proof/seconds"] > 0
    assert len(judged) >= 2


def test_the_command_checks_fits_and_trains(folder: Path, tmp_path: Path) -> None:
    """`tracepile train` on a CPU, as its user types it, from the folder that holds trainers/ and runs/."""
    (tmp_path / "trainers").symlink_to(trainers_folder())
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "tiny-cpu").symlink_to(folder)
    (tmp_path / "few.yaml").write_text("max_steps: 2\nlogging_steps: 1\n")
    command = [sys.executable, "-m", "tracepile_hf.cli", "train", "trainers/recipes/tiny-cpu/two_stage/stage1.yaml"]
    command += ["--options", "few.yaml", "--gpus", "0", "--out", "runs/mine", "--prove-every", "2"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "stage1.yaml: sound for no GPU(s), single\na step: 4 x 1 accumulated x 1 = 4 sequences, " in done.stdout
    assert "data: runs/tiny-cpu/corpus:algorithm, train, " in done.stdout
    assert "steps: 2 of 4 sequences, " in done.stdout
    pinned = json.loads((tmp_path / "runs" / "mine" / "run.json").read_text())
    assert (pinned["counts"]["steps"], len(pinned["data"][0]["sha256"])) == (2, 64)
    assert pinned["data"][0]["built_by"].startswith("tracepile_hf ")
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "expected a folder without a run, --resume CHECKPOINT or --overwrite, got one that has" in again.stderr
    assert (tmp_path / "runs" / "mine" / "model.safetensors").is_file()
    (state,) = (tmp_path / "runs" / "mine").glob("checkpoint-2/trainer_state.json")
    history = json.loads(state.read_text())["log_history"]
    assert [line["step"] for line in history if "loss" in line] == [1, 2]
    assert any("proof/claims_proved" in line for line in history)


def test_tensorboard_is_named_by_a_key(train: Train, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tensorboard")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    from tracepile_hf.training.proof import Proved

    monkeypatch.setenv("TENSORBOARD_LOGGING_DIR", str(tmp_path / "events"))
    steps = {"max_steps": 3, "report_to": "tensorboard", "output_dir": str(tmp_path / "tracked")}
    train("two_stage/stage1", prove=lambda row, text: Proved(4, 3, False), prove_every=3, **steps)
    (file,) = tmp_path.rglob("events.out.tfevents*")
    events = EventAccumulator(str(file)).Reload()
    assert [event.step for event in events.Scalars("train/loss")] == [1, 2, 3]
    assert [(event.step, event.value) for event in events.Scalars("train/proof/claims_proved")] == [(3, 0.75)]


def test_trackio_is_named_by_a_key(train: Train, tmp_path: Path) -> None:
    """In a process of its own: trackio reads where to write when it is imported, and serves until its process ends."""
    pytest.importorskip("trackio")
    train("control/instruct", output_dir=str(tmp_path / "first"), max_steps=3)  # the recipe file is what is used again
    settings = yaml.safe_load((tmp_path / "recipe.yaml").read_text())
    settings |= {"report_to": "trackio", "output_dir": str(tmp_path / "tracked"), "project": "smoke"}
    (tmp_path / "tracked.yaml").write_text(yaml.safe_dump(settings))
    environment = {**os.environ, "TRACKIO_DIR": str(tmp_path / "trackio"), "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-m", "tracepile_hf.cli", "run-training", str(tmp_path / "tracked.yaml")]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    with sqlite3.connect(tmp_path / "trackio" / "smoke.db") as database:
        logged = [json.loads(metrics) for (metrics,) in database.execute("SELECT metrics FROM metrics ORDER BY id")]
    assert [metrics["train/global_step"] for metrics in logged if "train/loss" in metrics] == [1, 2, 3]
