"""What is wrong with a recipe, said before a weight is loaded: each check gives one line or nothing.

Unknown keys are judged by TRL's own parser. Nothing here loads a model or trains.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError, usable
from tracepile_hf.training.estimate import Estimate, estimate
from tracepile_hf.training.models import ModelFacts, facts
from tracepile_hf.training.recipe import Recipe

# Attention that keeps packed sequences apart by itself: variable-length kernels. The others do it by a square mask,
# which transformers 5.23 makes from the positions only while the model's cache is off: with the cache on, packed
# samples see each other (tests/training/test_packing.py).
SEPARATING: Final = ("flash_attention_2", "flash_attention_3", "flash_attention_4", "kernels-community/")


@dataclass(frozen=True, slots=True)
class Machine:
    """What the run will have: GPUs, GiB of memory on each (0: unknown), the accelerate layout."""

    gpus: int
    memory: float
    layout: str


def check(recipe: Recipe, machine: Machine, columns: list[str] | None, known: set[str]) -> None:
    """Raise InputError for the first problem. `columns` are those of the training split, None if not known here."""
    for problem in problems(recipe, machine, columns, known):
        raise problem


def problems(recipe: Recipe, machine: Machine, columns: list[str] | None, known: set[str]) -> Iterator[InputError]:
    """Every problem of a recipe, the cheapest to find first; `known` are the settings TRL knows (`known_keys`)."""
    model = facts(recipe)
    yield from _unknown_keys(recipe, known)
    yield from _columns(recipe, columns)
    yield from _template(recipe)
    yield from _packing(recipe)
    yield from _length(recipe, model)
    yield from _output(recipe)
    yield from _room(recipe, model, machine)


def _unknown_keys(recipe: Recipe, known: set[str]) -> Iterator[InputError]:
    for key in recipe.settings:
        if key not in known:
            yield InputError("a setting that `trl sft` knows", repr(key), str(recipe.path))


def known_keys() -> set[str]:
    """The names of all settings of `trl sft`. Errors: InputError if TRL is not installed."""
    try:
        from trl.scripts.sft import make_parser
    except ImportError as error:
        raise InputError("TRL (pip install 'tracepile-hf[train]')", str(error), "trl") from None
    return {action.dest for action in make_parser()._actions} | {"env"}


def _columns(recipe: Recipe, columns: list[str] | None) -> Iterator[InputError]:
    if columns is None:
        return
    text = recipe.text("dataset_text_field", "text")
    if not {"messages", "prompt", text} & set(columns):
        got = ", ".join(columns)
        yield InputError("a training split with a column 'messages'", got, f"{recipe.path}: dataset_name")


def _template(recipe: Recipe) -> Iterator[InputError]:
    name = recipe.text("chat_template_path")
    where = f"{recipe.path}: chat_template_path"
    if not name:
        if recipe.flag("assistant_only_loss"):
            yield InputError("a chat template with {% generation %} for assistant_only_loss", "none", where)
        return
    path = Path(name)
    if not path.exists():
        yield InputError("an existing template file", name, where)
    elif path.is_file() and recipe.flag("assistant_only_loss"):
        with usable("a readable template file", path):
            text = path.read_text(encoding="utf-8")
        if not any(mark in text for mark in ("{% generation", "{%- generation")):
            yield InputError("a template with {% generation %} for assistant_only_loss", name, where)


def _packing(recipe: Recipe) -> Iterator[InputError]:
    where = str(recipe.path)
    attention = recipe.text("attn_implementation", "sdpa")
    separates = attention.startswith(SEPARATING)
    if recipe.flag("packing") and not separates:
        expected = "flash_attention_2 or _3 with packing: others may let packed samples see each other"
        yield InputError(expected, attention, f"{where}: attn_implementation")
    if recipe.flag("packing") and recipe.text("packing_strategy", "bfd") == "wrapped":
        yield InputError("packing_strategy bfd or bfd_split", "wrapped, which cuts samples and joins strangers", where)
    if recipe.flag("packing") and recipe.text("packing_strategy", "bfd") == "bfd":
        yield InputError("packing_strategy bfd_split", "bfd, which drops what is over max_length", where)
    if recipe.flag("padding_free") and not recipe.flag("packing") and recipe.settings.get("max_length") is not None:
        yield InputError("max_length: null with padding_free alone", recipe.text("max_length"), where)
    if recipe.flag("use_liger_kernel") and recipe.flag("use_cpu"):
        yield InputError("use_liger_kernel: false on a CPU", "true", where)


def _length(recipe: Recipe, model: ModelFacts | None) -> Iterator[InputError]:
    length = recipe.number("max_length", 1024)
    if model is not None and length > model.positions:
        expected = f"max_length of at most {model.positions} for {model.name}"
        yield InputError(expected, str(int(length)), f"{recipe.path}: max_length")


def _output(recipe: Recipe) -> Iterator[InputError]:
    folder = Path(recipe.text("output_dir", "."))
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        got = "one that cannot be written" if folder.is_dir() else "a file in its place"
        yield InputError("a folder for the model", got, f"output_dir: {folder}")


def wanted(recipe: Recipe, machine: Machine) -> Estimate | None:
    """What the run is estimated to take; None for a model that is not known here."""
    model = facts(recipe)
    return None if model is None else estimate(recipe, model, machine.gpus, machine.layout)


def _room(recipe: Recipe, model: ModelFacts | None, machine: Machine) -> Iterator[InputError]:
    if model is None:
        return
    wanted = estimate(recipe, model, machine.gpus, machine.layout)
    if machine.memory and wanted.memory > machine.memory:
        expected = f"about {wanted.memory:.0f} GiB of memory per GPU"
        yield InputError(expected, f"{machine.memory:.0f} GiB", f"{machine.gpus} GPU(s), {machine.layout}")
    folder = Path(recipe.text("output_dir", "."))
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / 2**30
    if wanted.disk > free:
        yield InputError(f"about {wanted.disk:.0f} GiB of free disk", f"{free:.0f} GiB", str(folder))
