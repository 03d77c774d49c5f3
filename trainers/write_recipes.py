"""Writes trainers/recipes/ from the table of base models and the list of paradigms, so that no recipe is typed by hand.

Run from the repository root after a change here or in models.yaml; a test compares the files with what this writes.
Settings that the paper gives: sequence 8,192, global batch 512, 3 epochs, learning rate 1e-5, cosine, bf16, 16 GPUs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import yaml

HERE: Final = Path(__file__).parent
SEQUENCE: Final = 8192
GLOBAL_BATCH: Final = 512
# The loss on rows of families that are not trained on, in all and by kind of question; Tulu-3 has no such split
EVALUATION: Final = {
    "eval_strategy": "steps",
    "eval_steps": 50,
    "eval_rows": 256,
    "dataset_test_split": "validation",
    "per_device_eval_batch_size": 1,
}
SMOKE_STEPS: Final = 20
SMOKE_ROWS: Final = 4
SMOKE_SEQUENCE: Final = 512
TULU: Final = "allenai/tulu-3-sft-mixture"
# file: (paradigm, which model to start from, data set, epochs, plain text instead of a chat)
STAGES: Final[dict[str, tuple[str, str, str, int, bool]]] = {
    "continued_pretraining/pretrain.yaml": ("Continued pretraining on TracePile", "base", "tracepile", 3, True),
    "continued_pretraining/instruct.yaml": (
        "Instruction tuning (Tulu-3 SFT) after continued pretraining",
        "continued_pretraining/pretrain",
        TULU,
        2,
        False,
    ),
    "two_stage/stage1.yaml": ("Two-stage instruction tuning, stage 1: TracePile", "base", "tracepile", 3, False),
    "two_stage/stage2.yaml": ("Two-stage instruction tuning, stage 2: Tulu-3 SFT", "two_stage/stage1", TULU, 2, False),
    "control/instruct.yaml": ("Control: the base model on Tulu-3 SFT only", "base", TULU, 2, False),
}


def recipe(model: str, facts: dict[str, Any], stage: str) -> str:
    """The YAML text of one recipe."""
    title, start, dataset, epochs, plain = STAGES[stage]
    gpus = facts["gpus"]
    accumulation = GLOBAL_BATCH // gpus
    corpus = dataset == "tracepile"
    template = ("plain_bos" if facts["bos"] else "plain") if plain else facts["template"]
    settings: dict[str, Any] = {
        "model_name_or_path": facts["name"] if start == "base" else f"runs/{model}/{start}",
        "dtype": "float32",
        "attn_implementation": "flash_attention_2",
        "dataset_name": dataset,
        **({"dataset_config": "all"} if dataset == "tracepile" else {}),
        "dataset_train_split": "train",
        **({"own_template": True} if not plain else {}),
        **({"chat_template_path": f"trainers/templates/{template}.jinja"} if plain or not facts["own"] else {}),
        **({} if plain else {"eos_token": facts["eos_token"]}),
        "assistant_only_loss": not plain,
        "max_length": SEQUENCE,
        "packing": True,
        "packing_strategy": "bfd_split",
        "learning_rate": 1.0e-5,
        "lr_scheduler_type": "cosine",
        "warmup_steps": 0.03,
        "num_train_epochs": epochs,
        "global_batch": GLOBAL_BATCH,
        "per_device_train_batch_size": 1,
        "gradient_accumulation_steps": accumulation,
        "activation_checkpointing": True,
        "bf16": True,
        "use_liger_kernel": False,
        "seed": 42,
        "logging_steps": 5,
        "save_strategy": "steps",
        "save_steps": 200,
        "save_total_limit": 2,
        **(EVALUATION if corpus else {}),
        "report_to": "none",
        "output_dir": f"runs/{model}/{stage.removesuffix('.yaml')}",
    }
    told = ", whose tokens `tracepile stats` tells" if dataset == "tracepile" else ""
    header = [
        f"# {title}. Base model: {facts['name']}.",
        f"# Assumes {gpus} GPU{'s' if gpus > 1 else ''} with 80 GB: 1 sequence x {accumulation} accumulation steps x "
        f"{gpus} = {GLOBAL_BATCH} sequences a step.",
        f"# `tracepile train --gpus N --machines M` keeps global_batch, {GLOBAL_BATCH}, on any number that divides it.",
        *(
            ["# The data: what `tracepile build --config all` has built last; `datasets` finds it by its name."]
            if dataset == "tracepile"
            else []
        ),
        f"# {epochs} epochs of the data{told}; {GLOBAL_BATCH * SEQUENCE:,} tokens a step at most.",
        "# Liger: off (effect not measured).",
        "# Weights are kept in float32 and used in bf16: in bf16 alone, most updates would round to nothing.",
        "# Adapters: `tracepile train RECIPE --options trainers/recipes/lora.yaml`.",
    ]
    return "\n".join(header) + "\n" + yaml.safe_dump(settings, sort_keys=False)


def smoke(stage: str) -> str:
    """The same paradigm at a size that a CPU trains in seconds; `make smoke-train` prepares the folders it names."""
    title, start, dataset, _, plain = STAGES[stage]
    runs = "runs/tiny-cpu"
    settings: dict[str, Any] = {
        "model_name_or_path": f"{runs}/{start}",
        "dtype": "float32",
        "dataset_name": f"{runs}/corpus" if dataset == "tracepile" else f"{runs}/chat",
        **({"dataset_config": "algorithm"} if dataset == "tracepile" else {}),
        "chat_template_path": f"trainers/templates/{'plain' if plain else 'chatml'}.jinja",
        "assistant_only_loss": not plain,
        "max_length": SMOKE_SEQUENCE,
        "learning_rate": 2.0e-3,
        "lr_scheduler_type": "cosine",
        "max_steps": SMOKE_STEPS,
        "per_device_train_batch_size": SMOKE_ROWS,
        "use_cpu": True,
        "bf16": False,
        "use_liger_kernel": False,
        "seed": 42,
        "logging_steps": 5,
        "save_strategy": "steps",
        "save_steps": 10,
        "save_total_limit": 2,
        "report_to": "none",
        "output_dir": f"{runs}/{stage.removesuffix('.yaml')}",
    }
    tokens = SMOKE_STEPS * SMOKE_ROWS * SMOKE_SEQUENCE
    header = [
        f"# {title}, on a CPU with a million random weights: shows that the path works, teaches nothing.",
        f"# {SMOKE_STEPS} steps of {SMOKE_ROWS} rows, between 1 and 2 epochs of its data; {tokens:,} tokens at most.",
        "# `make smoke-train` builds the corpus, the model and the chat sample, then runs these recipes in turn.",
    ]
    return "\n".join(header) + "\n" + yaml.safe_dump(settings, sort_keys=False)


REWARDS: Final = tuple(
    f"tracepile_hf.training.rewards.{name}"
    for name in ("proved_share", "first_false_step", "answer_right", "format_read")
)
WEIGHTS: Final = [1.0, 0.5, 1.0, 0.25]
PROMPTS: Final = 64  # a step, each answered GENERATIONS times
GENERATIONS: Final = 8


def grpo(model: str, facts: dict[str, Any]) -> str:
    """The YAML text of a recipe that has the proof as its reward."""
    gpus = facts["gpus"]
    settings: dict[str, Any] = {
        "model_name_or_path": f"runs/{model}/two_stage/stage2",
        "dtype": "bfloat16",
        "attn_implementation": "flash_attention_2",
        "dataset_name": f"runs/{model}/prompts",
        "dataset_train_split": "train",
        "reward_funcs": list(REWARDS),
        "reward_weights": WEIGHTS,
        "use_vllm": True,
        "vllm_mode": "colocate",
        "vllm_gpu_memory_utilization": 0.3,
        "num_generations": GENERATIONS,
        "max_completion_length": 2048,
        "temperature": 1.0,
        "learning_rate": 1.0e-6,
        "lr_scheduler_type": "constant",
        "beta": 0.0,
        "loss_type": "dapo",
        "mask_truncated_completions": True,
        "num_train_epochs": 1,
        "per_device_train_batch_size": 4,
        "gradient_accumulation_steps": max(1, PROMPTS * GENERATIONS // (4 * gpus)),
        "gradient_checkpointing": True,
        "bf16": True,
        "seed": 42,
        "logging_steps": 1,
        "save_strategy": "steps",
        "save_steps": 100,
        "save_total_limit": 2,
        "report_to": "none",
        "output_dir": f"runs/{model}/grpo",
    }
    header = [
        f"# GRPO with the proof as the reward, from the two-stage model of {facts['name']}. Effect: not measured.",
        f"# Assumes {gpus} GPU{'s' if gpus > 1 else ''} with 80 GB; vLLM generates on the same ones (trl[vllm]).",
        f"# {PROMPTS} prompts a step, {GENERATIONS} completions of each; programs run in the jail on the CPUs.",
        f"# First: `tracepile prompts ./tracepile:all --out runs/{model}/prompts`.",
    ]
    return "\n".join(header) + "\n" + yaml.safe_dump(settings, sort_keys=False)


def smoke_grpo() -> str:
    """The same at a size that a CPU trains in a minute."""
    runs = "runs/tiny-cpu"
    settings: dict[str, Any] = {
        "model_name_or_path": f"{runs}/base",
        "dtype": "float32",
        "dataset_name": f"{runs}/prompts",
        "dataset_train_split": "train",
        "reward_funcs": list(REWARDS),
        "reward_weights": WEIGHTS,
        "num_generations": 4,
        "max_completion_length": 64,
        "learning_rate": 1.0e-4,
        "max_steps": 10,
        "per_device_train_batch_size": 4,
        "use_cpu": True,
        "bf16": False,
        "seed": 42,
        "logging_steps": 1,
        "save_strategy": "no",
        "report_to": "none",
        "output_dir": f"{runs}/grpo",
    }
    header = [
        "# GRPO with the proof as the reward, on a CPU with a million random weights: shows that the path works.",
        f"# `python trainers/smoke/prepare.py`, `tracepile prompts {runs}/corpus:algorithm --out {runs}/prompts`,",
        "# then `trl grpo --config` with this file. Random weights tell nothing, so the rewards are near zero.",
    ]
    return "\n".join(header) + "\n" + yaml.safe_dump(settings, sort_keys=False)


def reinforced() -> dict[Path, str]:
    """Every GRPO recipe: path below trainers/recipes -> text."""
    models = yaml.safe_load((HERE / "models.yaml").read_text())
    found = {Path(model) / "grpo.yaml": grpo(model, facts) for model, facts in models.items()}
    return found | {Path("tiny-cpu") / "grpo.yaml": smoke_grpo()}


def recipes() -> dict[Path, str]:
    """Every recipe: path below trainers/recipes -> text."""
    models = yaml.safe_load((HERE / "models.yaml").read_text())
    found = {Path(model) / stage: recipe(model, facts, stage) for model, facts in models.items() for stage in STAGES}
    return found | {Path("tiny-cpu") / stage: smoke(stage) for stage in STAGES}


def main() -> None:
    """Write all recipes."""
    every = recipes() | reinforced()
    for path, text in every.items():
        target = HERE / "recipes" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    print(f"{len(every)} recipes written", file=sys.stderr)


if __name__ == "__main__":
    main()
