"""What a checked recipe needs beside TRL on the machine that is to train: said before anything is launched."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.training.check import Machine
from tracepile_hf.training.recipe import Recipe

Has = Callable[[str], bool]
_MODULES: Final = {"azure_ml": "azureml", "flyte": "flytekit"}  # trackers whose module has another name


def has(module: str) -> bool:
    """Whether a package is there; it is not imported."""
    return importlib.util.find_spec(module) is not None


def check(recipe: Recipe, machine: Machine, has: Has = has) -> None:
    """Raise InputError for the first thing that is missing."""
    for missing in lacking(recipe, machine, has):
        raise missing


def lacking(recipe: Recipe, machine: Machine, has: Has = has) -> Iterator[InputError]:
    """Everything that is missing: trackers, DeepSpeed, FlashAttention, Liger, PEFT, bitsandbytes."""
    trackers = recipe.settings.get("report_to")
    for tracker in trackers if isinstance(trackers, list) else [trackers]:
        module = _MODULES.get(str(tracker), str(tracker))
        if tracker not in (None, "none", "all") and not has(module):
            yield _missing(str(tracker), module, recipe.path, "report_to")
    if machine.layout == "zero3" and not has("deepspeed"):
        yield InputError("deepspeed (pip install deepspeed)", "none", "--layout zero3")
    if machine.gpus and recipe.text("attn_implementation") == "flash_attention_2" and not _flash(has):
        yield _missing("flash-attn or kernels", "flash-attn", recipe.path, "attn_implementation")
    if machine.gpus and "/" in recipe.text("attn_implementation") and not has("kernels"):
        yield _missing("kernels", "kernels", recipe.path, "attn_implementation")
    if recipe.flag("use_liger_kernel") and not has("liger_kernel"):
        yield _missing("liger-kernel", "'tracepile-hf[liger]'", recipe.path, "use_liger_kernel")
    if recipe.flag("use_peft") and not has("peft"):
        yield _missing("peft", "'tracepile-hf[train]'", recipe.path, "use_peft")
    if (recipe.flag("load_in_4bit") or recipe.flag("load_in_8bit")) and not has("bitsandbytes"):
        yield _missing("bitsandbytes", "bitsandbytes", recipe.path, "load_in_4bit")


def _flash(has: Has) -> bool:
    return has("flash_attn") or has("kernels")  # transformers takes the kernel from the Hub through `kernels`


def _missing(what: str, install: str, recipe: Path, setting: str) -> InputError:
    return InputError(f"{what} (pip install {install})", "none", f"{recipe}: {setting}")
