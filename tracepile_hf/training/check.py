"""What is wrong with a recipe as it will run on N GPUs of M machines, said before a weight is loaded and without any.

Settings are judged by a table (settings.py), then together (combinations.py), then against template, data, model and
room. A recipe is judged as it is written: what a run on a CPU leaves out of it must be sound too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError
from tracepile_hf.training import combinations, data, secrets, settings, template
from tracepile_hf.training.estimate import Estimate, estimate
from tracepile_hf.training.models import ModelFacts, facts
from tracepile_hf.training.recipe import Recipe

LAYOUTS: Final = ("single", "ddp", "fsdp2", "zero3")
ASSUMED_MEMORY: Final = 80.0  # GiB of a GPU that is not here: what the recipes are written for
ADAPTER: Final = "adapter_config.json"


@dataclass(frozen=True, slots=True)
class Machine:
    """What the run will have: GPUs of each machine, GiB of memory on each (0: unknown), the accelerate layout.

    `machines` like this one take part, of which this is number `rank`; they meet at `address`:`port`.
    """

    gpus: int
    memory: float
    layout: str
    machines: int = 1
    rank: int = 0
    address: str = ""
    port: int = 29500

    @property
    def processes(self) -> int:
        """Processes in all: one a GPU, or one a machine."""
        return max(1, self.gpus) * self.machines


def check(recipe: Recipe, machine: Machine, found: Sequence[data.Found] = ()) -> None:
    """Raise InputError for the first problem."""
    for problem in problems(recipe, machine, found):
        raise problem


def problems(recipe: Recipe, machine: Machine, found: Sequence[data.Found] = ()) -> Iterator[InputError]:
    """Every problem of a recipe, the cheapest to find first. Where values are wrong, nothing is made of them."""
    wrong = [*secrets.problems(recipe), *settings.problems(recipe)]
    yield from wrong
    if wrong:
        return
    model = facts(recipe)
    yield from combinations.problems(recipe)
    yield from layout(machine)
    yield from template.problems(recipe, model)
    yield from _end(recipe, model)
    yield from data.problems(recipe, found)
    yield from _model(recipe)
    yield from _length(recipe, model)
    yield from _batch(recipe, machine)
    yield from _output(recipe)
    yield from _room(recipe, model, machine)


def layout(machine: Machine) -> Iterator[InputError]:
    """A layout that the GPUs cannot have, or machines that would not find each other."""
    where = f"{machine.gpus} GPU(s), {machine.machines} machine(s): --layout"
    if machine.layout not in LAYOUTS:
        yield InputError(f"one of {', '.join(LAYOUTS)}", machine.layout, where)
    elif machine.layout == "single" and machine.processes > 1:
        yield InputError("ddp, fsdp2 or zero3 for several GPUs", "single", where)
    elif machine.gpus == 0 and machine.layout in ("fsdp2", "zero3"):
        yield InputError("single (or ddp) without GPUs", machine.layout, where)
    if machine.machines > 1 and not machine.address:
        yield InputError(
            "--main-address, the first machine's name or address", "none", f"--machines {machine.machines}"
        )
    if not 0 <= machine.rank < machine.machines:
        yield InputError(
            f"a --rank from 0 to {machine.machines - 1}", str(machine.rank), f"--machines {machine.machines}"
        )


def _end(recipe: Recipe, model: ModelFacts | None) -> Iterator[InputError]:
    """The token that ends an answer, where model or template say which it is."""
    eos, where = recipe.text("eos_token"), f"{recipe.path}: eos_token"
    name = recipe.text("model_name_or_path")
    if Path(name).is_dir() and eos and not _in_vocabulary(Path(name), eos):
        yield InputError(f"a token of {name}", eos, where)
    elif model is not None and model.answer_end and not Path(name).is_dir():
        if recipe.flag("assistant_only_loss"):
            if (eos or model.eos) != model.answer_end:
                yield InputError(
                    f"eos_token {model.answer_end}, which ends an answer of {model.name}", eos or "none", where
                )
        elif eos and eos not in (model.eos, model.answer_end):
            yield InputError(f"eos_token {model.eos} or none for {model.name}", eos, where)


def _in_vocabulary(model: Path, token: str) -> bool:
    import json

    from tracepile_hf.errors import usable

    file = model / "tokenizer.json"
    if not file.is_file():
        return True  # another kind of tokenizer: TRL will say
    with usable("a readable tokenizer.json", file):
        text = file.read_text(encoding="utf-8")
    try:
        loaded = json.loads(text)
        added = {str(one["content"]) for one in loaded.get("added_tokens") or ()}
        vocabulary = loaded["model"].get("vocab") or ()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError("a tokenizer as JSON", f"{type(error).__name__}: {error}", str(file)) from None
    return token in added or (isinstance(vocabulary, dict) and token in vocabulary)


def _model(recipe: Recipe) -> Iterator[InputError]:
    """A model's folder must hold a model, or an adapter with its base."""
    name = recipe.text("model_name_or_path")
    where = f"{recipe.path}: model_name_or_path"
    path = Path(name or "none/named")
    if path.is_file():
        yield InputError("a model's folder, or OWNER/NAME on the Hub", "a file", f"{where}: {name}")
    elif path.is_dir() and not (path / "config.json").is_file() and not (path / ADAPTER).is_file():
        yield InputError("a folder with config.json or adapter_config.json", "neither", f"{where}: {name}")
    elif path.is_dir() and not [*path.glob("*.safetensors"), *path.glob("pytorch_model*.bin")]:
        yield InputError("weights as .safetensors", "none", f"{where}: {name}")
    elif not path.exists() and name.startswith((".", "/", "~")):
        yield InputError("a model's folder, or OWNER/NAME on the Hub", "no such folder", f"{where}: {name}")
    resumed = recipe.text("resume_from_checkpoint")
    if resumed and not (Path(resumed) / "trainer_state.json").is_file():
        got = "no such folder" if not Path(resumed).is_dir() else "one without"
        yield InputError("a checkpoint, a folder with trainer_state.json", got, f"resume_from_checkpoint: {resumed}")


def absent(recipe: Recipe) -> str | None:
    """The model's folder, if the recipe starts from an earlier stage's that is not there yet."""
    name = recipe.text("model_name_or_path")
    return name if not Path(name).exists() and (name.count("/") > 1 or name.startswith("runs/")) else None


def _length(recipe: Recipe, model: ModelFacts | None) -> Iterator[InputError]:
    length = recipe.number("max_length", 1024)
    if model is not None and length > model.positions:
        expected = f"max_length of at most {model.positions} for {model.name}"
        yield InputError(expected, str(int(length)), f"{recipe.path}: max_length")


def _batch(recipe: Recipe, machine: Machine) -> Iterator[InputError]:
    """The global batch, if the recipe names one, must be shared out evenly."""
    batch = int(recipe.number("global_batch"))
    rows = int(recipe.number("per_device_train_batch_size", 8))
    if batch and batch % (rows * machine.processes):
        able = [count for count in range(1, batch // rows + 1) if batch % (rows * count) == 0]
        near = sorted(sorted(able, key=lambda count: abs(count - machine.processes))[:4])
        expected = f"a number of GPUs that divides a global batch of {batch} in rows of {rows}"
        near_by = f", such as {', '.join(map(str, near))}" if near else ""
        yield InputError(expected + near_by, str(machine.processes), f"{recipe.path}: global_batch")


def _output(recipe: Recipe) -> Iterator[InputError]:
    folder = Path(recipe.text("output_dir", "trainer_output")).expanduser()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        got = "one that cannot be written" if folder.is_dir() else "a file in its place"
        yield InputError("a folder for the model", got, f"output_dir: {folder}")


def wanted(recipe: Recipe, machine: Machine) -> Estimate | None:
    """What the run is estimated to take; None for a model that is not known here."""
    model = facts(recipe)
    return None if model is None else estimate(recipe, model, machine)


def _room(recipe: Recipe, model: ModelFacts | None, machine: Machine) -> Iterator[InputError]:
    if model is None:
        return
    wanted = estimate(recipe, model, machine)
    if machine.memory and wanted.memory > machine.memory:
        expected = f"about {wanted.memory:.0f} GiB of memory per GPU"
        where = f"{machine.processes} GPU(s), {machine.layout}"
        yield InputError(expected, f"{machine.memory:.0f} GiB", where)
    folder = Path(recipe.text("output_dir", "trainer_output")).expanduser()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free / 2**30
    if wanted.disk > free:
        yield InputError(f"about {wanted.disk:.0f} GiB of free disk", f"{free:.0f} GiB", str(folder))
