"""Every shipped recipe is one that `trl sft` takes; bad recipes are refused in one line before weights are loaded."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
import yaml

from tracepile_hf.corpus.configs import CONFIGS
from tracepile_hf.corpus.rows import COLUMNS
from tracepile_hf.errors import InputError
from tracepile_hf.training.check import Machine, check, known_keys, problems
from tracepile_hf.training.installed import lacking
from tracepile_hf.training.launch import assumed_gpus, command, fitted
from tracepile_hf.training.recipe import Recipe, read
from tracepile_hf.training.where import trainers_folder

pytest.importorskip("trl", reason="the train extra is not installed")

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
def test_a_shipped_recipe_parses_with_trl_and_has_no_problem(path: Path) -> None:
    from trl.scripts.sft import make_parser

    recipe = read(path)
    cpu = recipe.flag("use_cpu")
    ours = recipe.text("dataset_name") == "tracepile" or recipe.text("dataset_name").endswith("/corpus")
    assert not ours or recipe.text("dataset_config") in CONFIGS
    columns = (
        list(COLUMNS) if ours else ["id", "messages", "source"]
    )  # the latter as Tulu-3 SFT and our sample have them
    found = list(problems(recipe, Machine(0, 0.0, "single") if cpu else BIG, columns, known_keys()))
    # 16 machines share the checkpoints' disk; one test machine may well not have it.
    assert [p for p in found if "free disk" not in str(p)] == []
    given = {**recipe.settings, "bf16": False}  # the parser refuses bf16 where there is no GPU
    parsed = path.name
    script, training, model, _ = make_parser().parse_args_and_config(
        ["--config", str(_written(given, Path(str(path)).stem))], fail_with_unknown_args=True
    )
    assert parsed.endswith(".yaml")
    assert script.dataset_name
    assert training.max_length
    assert model.model_name_or_path


def _written(settings: dict[str, object], stem: str) -> Path:
    import tempfile

    file = Path(tempfile.mkdtemp()) / f"{stem}.yaml"
    file.write_text(yaml.safe_dump(settings))
    return file


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
    "chat_template_path": "trainers/templates/chatml.jinja",
    "assistant_only_loss": True,
    "max_length": 8192,
    "packing": True,
    "packing_strategy": "bfd_split",
    "attn_implementation": "flash_attention_2",
    "per_device_train_batch_size": 1,
    "activation_checkpointing": True,
    "output_dir": "runs/x",
}
BAD = [
    ({"pakcing": True}, ["messages"], "'pakcing'"),
    ({}, ["question", "solution"], "column 'messages', got question, solution"),
    ({"chat_template_path": None}, ["messages"], "chat template"),
    ({"chat_template_path": "trainers/templates/none.jinja"}, ["messages"], "existing template file"),
    ({"chat_template_path": "trainers/templates/plain.jinja"}, ["messages"], "{% generation %}"),
    ({"attn_implementation": "sdpa"}, ["messages"], "may let packed samples see each other, got sdpa"),
    ({"packing_strategy": "wrapped"}, ["messages"], "wrapped"),
    ({"packing_strategy": "bfd"}, ["messages"], "drops what is over max_length"),
    ({"packing": False, "padding_free": True}, ["messages"], "max_length: null"),
    ({"max_length": 65536}, ["messages"], "max_length of at most 32768"),
    ({"use_liger_kernel": True, "use_cpu": True}, ["messages"], "use_liger_kernel: false"),
    ({"model_name_or_path": "meta-llama/Llama-3.1-8B"}, ["messages"], "GiB of memory per GPU"),
    ({"max_length": "long"}, ["messages"], "a number for max_length"),
]


@pytest.mark.parametrize(("change", "columns", "words"), BAD, ids=[words for _, _, words in BAD])
def test_a_bad_recipe_is_refused_in_one_line(change: dict[str, object], columns: list[str], words: str) -> None:
    recipe = Recipe(Path("my.yaml"), {**GOOD, **change})  # type: ignore[dict-item]
    with pytest.raises(InputError) as caught:
        check(recipe, Machine(gpus=1, memory=80.0, layout="single"), columns, known_keys())
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "machine", "module", "words"),
    [
        ({"report_to": "trackio"}, Machine(0, 0.0, "single"), "trackio", "trackio (pip install trackio), got none"),
        ({"report_to": "tensorboard"}, BIG, "tensorboard", "(pip install tensorboard)"),
        ({}, Machine(2, 80.0, "zero3"), "deepspeed", "(pip install deepspeed)"),
        ({}, Machine(2, 80.0, "single"), "", "ddp, fsdp2 or zero3 for several GPUs, got single"),
        ({}, Machine(1, 80.0, "single"), "flash_attn", "flash-attn or kernels (pip install flash-attn)"),
        ({"use_liger_kernel": True}, Machine(1, 80.0, "single"), "liger_kernel", "tracepile-hf[liger]"),
    ],
)
def test_what_is_not_installed_is_said_before_training(
    change: dict[str, object], machine: Machine, module: str, words: str
) -> None:
    recipe = Recipe(Path("my.yaml"), {**GOOD, **change})  # type: ignore[dict-item]
    (found,) = lacking(recipe, machine, lambda name: name not in (module, "kernels"))
    assert words in str(found)
    if module:
        assert list(lacking(recipe, machine, lambda name: True)) == []


def test_a_cpu_needs_no_flash_attention() -> None:
    recipe = Recipe(Path("my.yaml"), dict(GOOD))  # type: ignore[arg-type]
    assert list(lacking(recipe, Machine(0, 0.0, "single"), lambda name: False)) == []


def test_the_good_recipe_of_these_tests_is_good() -> None:
    check(
        Recipe(Path("my.yaml"), dict(GOOD)), Machine(gpus=1, memory=80.0, layout="single"), ["messages"], known_keys()
    )  # type: ignore[arg-type]


def test_a_local_model_s_own_config_is_believed(tmp_path: Path) -> None:
    config = {"hidden_size": 64, "num_hidden_layers": 2, "vocab_size": 100, "num_attention_heads": 4}
    config |= {"intermediate_size": 128, "max_position_embeddings": 512}
    (tmp_path / "config.json").write_text(json.dumps(config))
    recipe = Recipe(Path("my.yaml"), {**GOOD, "model_name_or_path": str(tmp_path), "max_length": 513})  # type: ignore[dict-item]
    found = [str(problem) for problem in problems(recipe, BIG, None, known_keys())]
    assert any("at most 512" in text for text in found)


def test_the_global_batch_is_kept_on_fewer_gpus_and_a_bad_number_is_refused() -> None:
    recipe = read(trainers_folder() / "recipes" / "qwen2.5-7b" / "two_stage" / "stage1.yaml")
    assert assumed_gpus(recipe) == 16
    assert fitted(recipe, Machine(4, 80.0, "fsdp2"), 16).settings["gradient_accumulation_steps"] == 128
    with pytest.raises(InputError, match="divides a global batch of 512"):
        fitted(recipe, Machine(3, 80.0, "fsdp2"), 16)


def test_a_cpu_run_goes_without_liger_bf16_and_packing(caplog: pytest.LogCaptureFixture) -> None:
    recipe = read(trainers_folder() / "recipes" / "qwen2.5-0.5b" / "two_stage" / "stage1.yaml")
    cpu = fitted(recipe.using(use_liger_kernel=True), Machine(0, 0.0, "single"), 1).settings
    assert (cpu["use_liger_kernel"], cpu["bf16"], cpu["packing"], cpu["use_cpu"]) == (False, False, False, True)
    assert [record.getMessage() for record in caplog.records] == [
        "Liger kernels need a GPU: switched off for this run on the CPU"
    ]


def test_the_launch_command_names_layout_processes_and_recipe() -> None:
    words = command(Path("r.yaml"), Machine(4, 80.0, "zero3"), 50)
    assert words[words.index("--num_processes") + 1] == "4"
    assert words[words.index("--config_file") + 1].endswith("zero3.yaml")
    assert "r.yaml" in words
    assert words[words.index("--prove-every") + 1] == "50"


@pytest.mark.parametrize(
    ("layout", "gpus", "kind"),
    [("single", 1, "NO"), ("ddp", 4, "MULTI_GPU"), ("fsdp2", 4, "FSDP"), ("zero3", 4, "DEEPSPEED")],
)
def test_accelerate_takes_every_layout(layout: str, gpus: int, kind: str) -> None:
    from accelerate.commands.config.config_args import load_config_from_file
    from accelerate.commands.launch import launch_command_parser

    words = command(Path("r.yaml"), Machine(gpus, 80.0, layout), 0)
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
