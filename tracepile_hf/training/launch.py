"""Starting a checked recipe: `accelerate launch` with the right layout and the global batch kept."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Final

import yaml

from tracepile_hf.errors import InputError, usable
from tracepile_hf.training.check import Machine
from tracepile_hf.training.recipe import Recipe
from tracepile_hf.training.where import trainers_folder

LAYOUTS: Final = ("single", "ddp", "fsdp2", "zero3")
log = logging.getLogger(__name__)


def machine(gpus: int | None = None, layout: str | None = None) -> Machine:
    """This machine, or the part of it asked for: `gpus` 0 means the CPU. Errors: InputError for an unknown layout."""
    found, memory = _cuda()
    count = found if gpus is None else gpus
    if count > found:
        raise InputError(f"at most {found} GPU(s)", str(count), "--gpus")
    chosen = layout or ("single" if count <= 1 else "fsdp2")
    if chosen not in LAYOUTS:
        raise InputError(f"one of {', '.join(LAYOUTS)}", chosen, "--layout")
    return Machine(count, memory if count else 0.0, chosen)


def _cuda() -> tuple[int, float]:
    import torch

    if not torch.cuda.is_available():
        return 0, 0.0
    return torch.cuda.device_count(), torch.cuda.get_device_properties(0).total_memory / 2**30


def fitted(recipe: Recipe, machine: Machine, assumed_gpus: int | None = None) -> Recipe:
    """The recipe for this machine: the same global batch on its GPUs, and on a CPU neither bf16 nor Liger.

    The global batch is per-device size x accumulation x `assumed_gpus` (from the table of models, else the machine's
    own number). Errors: InputError if it cannot be shared out evenly.
    """
    if machine.gpus == 0:
        if recipe.flag("use_liger_kernel"):
            log.warning("Liger kernels need a GPU: switched off for this run on the CPU")
        return recipe.using(
            use_cpu=True,
            use_liger_kernel=False,
            bf16=False,
            dtype="float32",
            attn_implementation="sdpa",
            packing=False,
            activation_checkpointing=False,
        )
    if assumed_gpus is None or assumed_gpus == machine.gpus:
        return recipe
    rows = int(recipe.number("per_device_train_batch_size", 8))
    batch = rows * int(recipe.number("gradient_accumulation_steps", 1)) * assumed_gpus
    if batch % (rows * machine.gpus):
        raise InputError(f"a number of GPUs that divides a global batch of {batch}", str(machine.gpus), "--gpus")
    return recipe.using(gradient_accumulation_steps=batch // (rows * machine.gpus))


def assumed_gpus(recipe: Recipe) -> int | None:
    """How many GPUs the recipe was written for, by the table of models."""
    table = yaml.safe_load((trainers_folder() / "models.yaml").read_text(encoding="utf-8"))
    for key, row in table.items():
        if key in recipe.path.parts:
            return int(row["gpus"])
    return None


def command(recipe_file: Path, machine: Machine, prove_every: int) -> list[str]:
    """The command line that trains: accelerate's launcher with this package's own `run-training`."""
    run = ["-m", "tracepile_hf.cli", "run-training", str(recipe_file), "--prove-every", str(prove_every)]
    if machine.gpus == 0:
        return [sys.executable, *run]
    layout = trainers_folder() / "accelerate" / f"{machine.layout}.yaml"
    launcher = [sys.executable, "-m", "accelerate.commands.launch", "--config_file", str(layout)]
    return [*launcher, "--num_processes", str(machine.gpus), *run]


def start(recipe: Recipe, machine: Machine, prove_every: int = 0) -> int:
    """Write the fitted recipe beside its output and train. Returns the exit status of the run."""
    folder = Path(recipe.text("output_dir", "runs/out"))
    file = folder / "recipe.yaml"
    with usable("an output_dir that can be written", folder):
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(recipe.settings, sort_keys=False), encoding="utf-8")
    return subprocess.run(command(file, machine, prove_every), check=False).returncode
