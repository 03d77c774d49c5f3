"""The shipped recipes: written by their script, taken by `trl sft`, fitted to the GPUs of any number of machines."""

from __future__ import annotations

import importlib.util
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from tracepile_hf.errors import InputError
from tracepile_hf.training.check import Machine
from tracepile_hf.training.installed import lacking
from tracepile_hf.training.launch import command, fitted, global_batch, left_out
from tracepile_hf.training.recipe import Recipe, read
from tracepile_hf.training.settings import OURS, accepted, foreign
from tracepile_hf.training.where import trainers_folder

ROOT = trainers_folder().parent
RECIPES = sorted((trainers_folder() / "recipes").glob("*/*/*.yaml"))
BIG = Machine(gpus=16, memory=80.0, layout="fsdp2")
PARADIGMS = {"continued_pretraining/pretrain", "continued_pretraining/instruct", "two_stage/stage1", "two_stage/stage2"}


@pytest.fixture(autouse=True)
def _in_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def name_of(path: Path) -> str:
    return "/".join(path.parts[-3:])


@pytest.mark.parametrize("path", RECIPES, ids=name_of)
def test_trl_takes_a_shipped_recipe(path: Path, tmp_path: Path) -> None:
    pytest.importorskip("trl", reason="the train extra is not installed")
    accepted(read(path), tmp_path)
    assert not set(foreign(read(path)).settings) & set(OURS)


def test_the_table_of_settings_is_what_its_script_writes() -> None:
    pytest.importorskip("trl", reason="the train extra is not installed")
    spec = importlib.util.spec_from_file_location("write_settings", ROOT / "trainers" / "write_settings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    shipped = yaml.safe_load((ROOT / "trainers" / "settings.yaml").read_text())
    assert module.table() == shipped


def test_the_recipes_are_the_ones_that_the_script_writes() -> None:
    spec = importlib.util.spec_from_file_location("write_recipes", ROOT / "trainers" / "write_recipes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = {str(path): text for path, text in module.recipes().items()}
    assert written == {name_of(path): path.read_text() for path in RECIPES}


def test_every_model_has_every_paradigm_and_keeps_the_paper_s_settings() -> None:
    models = yaml.safe_load((trainers_folder() / "models.yaml").read_text())
    for model, facts in models.items():
        names = {name_of(path)[len(model) + 1 : -5] for path in RECIPES if path.parts[-3] == model}
        assert names == PARADIGMS | {"control/instruct"}
        recipe = read(trainers_folder() / "recipes" / model / "two_stage" / "stage1.yaml")
        batch = (
            recipe.number("per_device_train_batch_size") * recipe.number("gradient_accumulation_steps") * facts["gpus"]
        )
        assert batch == 512
        assert recipe.settings["max_length"] == 8192
        assert recipe.settings["learning_rate"] == 1e-5
        assert recipe.settings["dataset_config"] == "all"


def test_the_second_stage_starts_from_the_first_one_s_folder() -> None:
    for path in RECIPES:
        recipe = read(path)
        if path.stem in ("stage2", "instruct") and path.parent.name != "control":
            first = read(path.with_name("stage1.yaml" if path.stem == "stage2" else "pretrain.yaml"))
            assert recipe.settings["model_name_or_path"] == first.settings["output_dir"]


GOOD = {
    "model_name_or_path": "Qwen/Qwen2.5-0.5B",
    "dataset_name": "tracepile",
    "dataset_config": "all",
    "eos_token": "<|im_end|>",
    "assistant_only_loss": True,
    "max_length": 8192,
    "packing": True,
    "packing_strategy": "bfd_split",
    "attn_implementation": "flash_attention_2",
    "per_device_train_batch_size": 1,
    "activation_checkpointing": True,
    "output_dir": "runs/x",
}


@pytest.mark.parametrize(
    ("change", "machine", "module", "words"),
    [
        ({"report_to": "trackio"}, Machine(0, 0.0, "single"), "trackio", "trackio (pip install trackio), got none"),
        ({"report_to": ["tensorboard"]}, BIG, "tensorboard", "(pip install tensorboard)"),
        ({"report_to": "azure_ml"}, BIG, "azureml", "azure_ml (pip install azureml), got none"),
        ({}, Machine(2, 80.0, "zero3"), "deepspeed", "(pip install deepspeed)"),
        ({}, Machine(1, 80.0, "single"), "flash_attn", "flash-attn or kernels (pip install flash-attn)"),
        ({"use_liger_kernel": True}, Machine(1, 80.0, "single"), "liger_kernel", "tracepile-hf[liger]"),
        ({"use_peft": True}, Machine(1, 80.0, "single"), "peft", "tracepile-hf[train]"),
    ],
)
def test_what_is_not_installed_is_said_before_training(
    change: dict[str, object], machine: Machine, module: str, words: str
) -> None:
    recipe = Recipe(Path("my.yaml"), {**GOOD, **change})  # type: ignore[dict-item]
    (found,) = lacking(recipe, machine, lambda name: name not in (module, "kernels"))
    assert words in str(found)
    assert list(lacking(recipe, machine, lambda name: True)) == []


def test_a_cpu_needs_no_flash_attention() -> None:
    recipe = Recipe(Path("my.yaml"), dict(GOOD))  # type: ignore[arg-type]
    assert list(lacking(recipe, Machine(0, 0.0, "single"), lambda name: False)) == []


def test_the_global_batch_is_kept_on_fewer_gpus_and_a_bad_number_is_refused() -> None:
    recipe = read(trainers_folder() / "recipes" / "qwen2.5-7b" / "two_stage" / "stage1.yaml")
    assert fitted(recipe, BIG).settings["gradient_accumulation_steps"] == 32
    assert fitted(recipe, Machine(4, 80.0, "fsdp2")).settings["gradient_accumulation_steps"] == 128
    assert fitted(recipe, Machine(8, 80.0, "fsdp2", 4)).settings["gradient_accumulation_steps"] == 16
    assert global_batch(fitted(recipe, Machine(8, 80.0, "fsdp2", 4)), Machine(8, 80.0, "fsdp2", 4)) == 512
    with pytest.raises(InputError, match="divides a global batch of 512"):
        fitted(recipe, Machine(3, 80.0, "fsdp2"))


def test_a_copied_recipe_keeps_its_batch_wherever_it_lies(tmp_path: Path) -> None:
    copy = tmp_path / "mine.yaml"
    copy.write_text((trainers_folder() / "recipes" / "qwen2.5-7b" / "two_stage" / "stage1.yaml").read_text())
    assert global_batch(fitted(read(copy), Machine(8, 80.0, "fsdp2")), Machine(8, 80.0, "fsdp2")) == 512
    without = read(copy).without("global_batch")
    assert global_batch(fitted(without, Machine(8, 80.0, "fsdp2")), Machine(8, 80.0, "fsdp2")) == 256


def test_a_cpu_run_goes_without_liger_bf16_and_packing() -> None:
    recipe = read(trainers_folder() / "recipes" / "qwen2.5-0.5b" / "two_stage" / "stage1.yaml")
    recipe = recipe.using(use_liger_kernel=True)
    cpu = fitted(recipe, Machine(0, 0.0, "single")).settings
    assert (cpu["use_liger_kernel"], cpu["bf16"], cpu["packing"], cpu["use_cpu"]) == (False, False, False, True)
    assert left_out(recipe) == ["use_liger_kernel", "bf16", "packing", "activation_checkpointing"]


def test_the_launch_command_names_layout_processes_and_recipe() -> None:
    words = command(Path("r.yaml"), Machine(4, 80.0, "zero3"), ("--prove-every", "50"))
    assert words[words.index("--num_processes") + 1] == "4"
    assert words[words.index("--config_file") + 1].endswith("zero3.yaml")
    assert "r.yaml" in words
    assert words[words.index("--prove-every") + 1] == "50"
    assert "--machine_rank" not in words


def test_several_machines_meet_at_the_first_one() -> None:
    words = command(Path("r.yaml"), Machine(8, 80.0, "fsdp2", 2, 1, "node0", 29501))
    given = dict(pairwise(words))
    assert [given[f"--{key}"] for key in ("num_processes", "num_machines", "machine_rank")] == ["16", "2", "1"]
    assert (given["--main_process_ip"], given["--main_process_port"]) == ("node0", "29501")
    cpus = command(Path("r.yaml"), Machine(0, 0.0, "ddp", 2, 1, "node0"))
    given = dict(pairwise(cpus))
    assert [given[f"--{key}"] for key in ("nnodes", "node_rank", "master_addr")] == ["2", "1", "node0"]


@pytest.mark.parametrize(
    ("layout", "gpus", "kind"),
    [("single", 1, "NO"), ("ddp", 4, "MULTI_GPU"), ("fsdp2", 4, "FSDP"), ("zero3", 4, "DEEPSPEED")],
)
def test_accelerate_takes_every_layout(layout: str, gpus: int, kind: str) -> None:
    pytest.importorskip("accelerate", reason="the train extra is not installed")
    from accelerate.commands.config.config_args import load_config_from_file
    from accelerate.commands.launch import launch_command_parser

    words = command(Path("r.yaml"), Machine(gpus, 80.0, layout))
    given = launch_command_parser().parse_args(words[words.index("--config_file") :])
    config = load_config_from_file(given.config_file)
    assert config.distributed_type == kind
    assert config.mixed_precision == "bf16"
    assert given.num_processes == gpus
    assert given.training_script_args[:2] == ["run-training", "r.yaml"]


def test_options_are_laid_over_a_recipe_and_unreadable_files_are_named(tmp_path: Path) -> None:
    base = trainers_folder() / "recipes" / "qwen2.5-0.5b" / "two_stage" / "stage1.yaml"
    laid = read(base, [trainers_folder() / "recipes" / "lora.yaml"])
    assert laid.flag("use_peft")
    assert laid.settings["max_length"] == 8192
    with pytest.raises(InputError, match=r"none\.yaml"):
        read(tmp_path / "none.yaml")
    (tmp_path / "list.yaml").write_text("- a\n")
    with pytest.raises(InputError, match="a mapping of settings, got list"):
        read(tmp_path / "list.yaml")
    (tmp_path / "broken.yaml").write_text("a: [1\n")
    with pytest.raises(InputError, match="expected YAML"):
        read(tmp_path / "broken.yaml")
