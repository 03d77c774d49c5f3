"""Settings that are each fine and do not go together: what would stop a run, or train something else than is meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.training.recipe import Recipe

# Attention that keeps packed sequences apart by itself: variable-length kernels. The others do it by a square mask,
# which transformers 5.23 makes from the positions only while the model's cache is off: with the cache on, packed
# samples see each other (tests/training/test_packing.py).
SEPARATING: Final = ("flash_attention_2", "flash_attention_3", "flash_attention_4", "kernels-community/")
_ADAPTERS: Final = ("lora_r", "lora_alpha", "lora_dropout", "lora_target_modules", "lora_target_parameters",
                    "lora_modules_to_save", "use_rslora", "use_dora")  # fmt: skip
_LAUNCHER: Final = {
    "fsdp": "--layout fsdp2",
    "fsdp_config": "--layout fsdp2",
    "deepspeed": "--layout zero3",
    "local_rank": "--gpus and --rank",
    "parallelism_config": "--layout",
}


def problems(recipe: Recipe) -> Iterator[InputError]:
    """Every combination that does not hold, of settings that are each of the right kind."""
    yield from _model_and_data(recipe)
    yield from _packing(recipe)
    yield from _precision(recipe)
    yield from _adapters(recipe)
    yield from _schedule(recipe)
    yield from _launcher(recipe)
    yield from _hub(recipe)


def _problem(expected: str, got: str, recipe: Recipe, key: str) -> InputError:
    return InputError(expected, got, f"{recipe.path}: {key}")


def _model_and_data(recipe: Recipe) -> Iterator[InputError]:
    if not recipe.text("model_name_or_path"):
        yield _problem("a model: a folder, or OWNER/NAME on the Hub", "none", recipe, "model_name_or_path")
    named, several = bool(recipe.text("dataset_name")), bool(recipe.settings.get("datasets"))
    if not named and not several:
        yield _problem("a data set: dataset_name or datasets", "neither", recipe, "dataset_name")
    if named and several:
        yield _problem("either dataset_name or datasets", "both: TRL would leave out dataset_name", recipe, "datasets")
    if several and recipe.settings.get("dataset_config") is not None:
        yield _problem(
            "a name: beside each source's path", "dataset_config, which only dataset_name has", recipe, "datasets"
        )
    if recipe.flag("dataset_streaming") and not recipe.number("max_steps", -1) > 0:
        yield _problem("max_steps with dataset_streaming: a stream has no length", "none", recipe, "dataset_streaming")
    if recipe.flag("dataset_streaming") and recipe.settings.get("dataset_num_proc") is not None:
        yield _problem(
            "no dataset_num_proc with dataset_streaming", recipe.text("dataset_num_proc"), recipe, "dataset_streaming"
        )
    if recipe.flag("assistant_only_loss") and recipe.settings.get("completion_only_loss") is True:
        yield _problem("either assistant_only_loss or completion_only_loss", "both", recipe, "completion_only_loss")


def _packing(recipe: Recipe) -> Iterator[InputError]:
    attention = recipe.text("attn_implementation", "sdpa")
    strategy = recipe.text("packing_strategy", "bfd")
    packing = recipe.flag("packing") or recipe.flag("eval_packing")
    if packing and not attention.startswith(SEPARATING):
        expected = "flash_attention_2 or _3 with packing: others may let packed samples see each other"
        yield _problem(expected, attention, recipe, "attn_implementation")
    if packing and strategy == "wrapped":
        yield _problem(
            "packing_strategy bfd_split", "wrapped, which cuts samples and joins strangers", recipe, "packing_strategy"
        )
    if packing and strategy == "bfd":
        yield _problem(
            "packing_strategy bfd_split", "bfd, which drops what is over max_length", recipe, "packing_strategy"
        )
    length = recipe.settings.get("max_length", 1024)
    if packing and length is None:
        yield _problem("max_length, the length of a packed sequence, with packing", "null", recipe, "max_length")
    if recipe.flag("padding_free") and not recipe.flag("packing") and length is not None:
        yield _problem("max_length: null with padding_free alone", str(length), recipe, "padding_free")
    if recipe.flag("use_liger_kernel") and recipe.flag("use_cpu"):
        yield _problem("use_liger_kernel: false on a CPU", "true", recipe, "use_liger_kernel")


def _precision(recipe: Recipe) -> Iterator[InputError]:
    if recipe.flag("fp16") and recipe.settings.get("bf16") is not False:
        yield _problem("bf16: the layouts compute in bf16", "fp16", recipe, "fp16")
    elif not recipe.flag("use_cpu") and recipe.settings.get("bf16") is False:
        yield _problem("bf16: true: the layouts compute in bf16", "false", recipe, "bf16")
    if recipe.text("dtype", "float32") == "float16":
        yield _problem(
            "dtype float32 (bfloat16 for adapters): float16 weights do not train", "float16", recipe, "dtype"
        )
    if recipe.flag("use_cpu") and recipe.text("attn_implementation").startswith("flash_attention"):
        yield _problem(
            "attn_implementation sdpa on a CPU", recipe.text("attn_implementation"), recipe, "attn_implementation"
        )
    for new, old in (
        ("activation_checkpointing", "gradient_checkpointing"),
        ("activation_checkpointing_kwargs", "gradient_checkpointing_kwargs"),
    ):
        if recipe.settings.get(new) is not None and recipe.settings.get(old) is not None:
            yield _problem(f"{new} alone", f"{old} beside it, which is its old name", recipe, old)


def _adapters(recipe: Recipe) -> Iterator[InputError]:
    quantised = [key for key in ("load_in_4bit", "load_in_8bit") if recipe.flag(key)]
    if len(quantised) == 2:
        yield _problem("4 or 8 bits", "both", recipe, "load_in_4bit")
    if not recipe.flag("use_peft"):
        for key in quantised:
            yield _problem("use_peft: true: quantised weights do not train", "false", recipe, key)
        stray = [key for key in _ADAPTERS if key in recipe.settings]
        if stray:
            yield _problem(
                "use_peft: true with lora settings: without it all weights are trained", "false", recipe, stray[0]
            )
        return
    modules = recipe.settings.get("lora_target_modules")
    for name in modules if isinstance(modules, list) else [modules]:
        if name == "lm_head":
            expected = "lora_target_modules without lm_head: TRL does not train an adapter there"
            yield _problem(expected, "lm_head", recipe, "lora_target_modules")
    if recipe.text("lora_task_type", "CAUSAL_LM") != "CAUSAL_LM":
        yield _problem("lora_task_type CAUSAL_LM", recipe.text("lora_task_type"), recipe, "lora_task_type")


def _schedule(recipe: Recipe) -> Iterator[InputError]:
    evaluates = recipe.text("eval_strategy", "no") != "no"
    for key in ("logging_steps", "save_steps", "eval_steps"):
        steps = recipe.number(key, 1)
        if steps > 1 and steps != int(steps):
            yield _problem(f"{key} as a whole number, or a share below 1", f"{steps:g}", recipe, key)
    for scheduler in ("reduce_lr_on_plateau", "greedy"):
        if recipe.text("lr_scheduler_type") == scheduler and not evaluates:
            yield _problem(f"eval_strategy steps or epoch with {scheduler}", "no", recipe, "eval_strategy")
    if recipe.settings.get("eval_steps") is not None and not evaluates:
        yield _problem("eval_strategy: steps with eval_steps", "no", recipe, "eval_strategy")
    if recipe.settings.get("eval_rows") is not None and not evaluates:
        yield _problem("eval_strategy: steps with eval_rows", "no", recipe, "eval_strategy")
    if recipe.flag("load_best_model_at_end") and recipe.text("save_strategy", "steps") != "best":
        yield from _best(recipe)
    if recipe.settings.get("dataloader_prefetch_factor") is not None and not recipe.number("dataloader_num_workers"):
        expected = "dataloader_num_workers of at least 1 with dataloader_prefetch_factor"
        yield _problem(expected, "0", recipe, "dataloader_num_workers")


def _best(recipe: Recipe) -> Iterator[InputError]:
    saved, evaluated = recipe.text("save_strategy", "steps"), recipe.text("eval_strategy", "no")
    if saved != evaluated:
        expected = f"eval_strategy {saved}, as save_strategy, with load_best_model_at_end"
        yield _problem(expected, evaluated, recipe, "eval_strategy")
    elif saved == "steps":
        save, evaluate = (
            recipe.number("save_steps", 500),
            recipe.number("eval_steps", recipe.number("logging_steps", 10)),
        )
        if evaluate and (save / evaluate) % 1:
            expected = f"save_steps as a multiple of eval_steps ({evaluate:g}) with load_best_model_at_end"
            yield _problem(expected, f"{save:g}", recipe, "save_steps")


def _launcher(recipe: Recipe) -> Iterator[InputError]:
    for key, instead in _LAUNCHER.items():
        if recipe.settings.get(key) not in (None, "", False, -1):
            yield _problem(f"{instead} on the command line", f"{key} in the recipe", recipe, key)
    if recipe.flag("auto_find_batch_size"):
        yield _problem(
            "auto_find_batch_size: false: the global batch is to be kept", "true", recipe, "auto_find_batch_size"
        )


def _hub(recipe: Recipe) -> Iterator[InputError]:
    if not recipe.flag("push_to_hub"):
        return
    if not recipe.text("hub_model_id"):
        yield _problem("hub_model_id, OWNER/NAME, with push_to_hub", "none", recipe, "hub_model_id")
    if recipe.text("hub_strategy") not in ("", "end"):
        expected = "hub_strategy end: checkpoints hold optimizer states and logs"
        yield _problem(expected, recipe.text("hub_strategy"), recipe, "hub_strategy")
