"""Starting a checked recipe: `accelerate launch` with the right layout, the global batch kept; one machine's share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import yaml

from tracepile_hf.errors import InputError, usable
from tracepile_hf.training.check import ASSUMED_MEMORY, LAYOUTS, Machine
from tracepile_hf.training.recipe import Recipe, Value
from tracepile_hf.training.where import trainers_folder

# What a CPU runs without: none of it changes what is learned, but for samples that are padded in place of packed.
_ON_A_CPU: Final[dict[str, Value]] = {
    "use_cpu": True,
    "use_liger_kernel": False,
    "bf16": False,
    "fp16": False,
    "dtype": "float32",
    "attn_implementation": "sdpa",
    "packing": False,
    "eval_packing": False,
    "activation_checkpointing": False,
    "gradient_checkpointing": None,
    "tf32": None,
}
_PATIENCE: Final = 20.0  # seconds that processes have to end after they are asked to


def machine(
    gpus: int | None = None,
    layout: str | None = None,
    machines: int = 1,
    rank: int = 0,
    address: str = "",
    port: int = 29500,
    *,
    elsewhere: bool = False,
    memory: float | None = None,
) -> Machine:
    """This machine, or the part of it asked for: `gpus` 0 means the CPU. With `elsewhere`, GPUs need not be here.

    Errors: InputError for more GPUs than there are, or an unknown layout.
    """
    found, of_each = _cuda()
    count = found if gpus is None else gpus
    if count > found and not elsewhere:
        raise InputError(f"at most {found} GPU(s)", str(count), "--gpus")
    several = max(1, count) * machines > 1
    chosen = layout or (("fsdp2" if count else "ddp") if several else "single")
    if chosen not in LAYOUTS:
        raise InputError(f"one of {', '.join(LAYOUTS)}", chosen, "--layout")
    room = (of_each or ASSUMED_MEMORY) if memory is None else memory
    return Machine(count, room if count else 0.0, chosen, machines, rank, address, port)


def _cuda() -> tuple[int, float]:
    try:
        import torch
    except ImportError:
        return 0, 0.0
    if not torch.cuda.is_available():
        return 0, 0.0
    return torch.cuda.device_count(), torch.cuda.get_device_properties(0).total_memory / 2**30


def fitted(recipe: Recipe, machine: Machine) -> Recipe:
    """The recipe for this many GPUs: the same global batch, and on a CPU neither bf16 nor Liger nor packing.

    Without `global_batch` in the recipe its accumulation stays. Errors: InputError if it cannot be shared out.
    """
    if machine.gpus == 0:
        recipe = recipe.using(**{key: value for key, value in _ON_A_CPU.items() if _told(recipe, key, value)})
        if machine.processes > 1:
            recipe = recipe.using(ddp_backend="gloo")
    batch = int(recipe.number("global_batch"))
    rows = int(recipe.number("per_device_train_batch_size", 8))
    if not batch:
        return recipe
    if batch % (rows * machine.processes):
        expected = f"a number of GPUs that divides a global batch of {batch} in rows of {rows}"
        raise InputError(expected, str(machine.processes), "--gpus")
    return recipe.using(gradient_accumulation_steps=batch // (rows * machine.processes))


def _told(recipe: Recipe, key: str, value: Value) -> bool:
    """Whether a CPU's value must be said: TRL's default is another, or the recipe says another."""
    said = key in ("use_cpu", "bf16", "dtype", "attn_implementation", "activation_checkpointing")
    return said or (key in recipe.settings and recipe.settings[key] != value)


def left_out(recipe: Recipe) -> list[str]:
    """What of the recipe a run on a CPU goes without."""
    named = ("use_liger_kernel", "bf16", "fp16", "packing", "activation_checkpointing")
    return [key for key in named if recipe.flag(key)]


def global_batch(recipe: Recipe, machine: Machine) -> int:
    """Sequences a step, over all processes."""
    rows = int(recipe.number("per_device_train_batch_size", 8))
    return rows * int(recipe.number("gradient_accumulation_steps", 1)) * machine.processes


def command(recipe_file: Path, machine: Machine, run: tuple[str, ...] = ()) -> list[str]:
    """The command line that trains: accelerate's launcher (torchrun for several CPUs) with our own `run-training`."""
    program = ["-m", "tracepile_hf.cli", "run-training", str(recipe_file), *run]
    if machine.processes == 1:
        if machine.gpus == 0:
            return [sys.executable, *program]
    elif machine.gpus == 0:
        meet = ["--master_addr", machine.address or "127.0.0.1", "--master_port", str(machine.port)]
        ranks = ["--nnodes", str(machine.machines), "--node_rank", str(machine.rank), "--nproc_per_node", "1"]
        return [sys.executable, "-m", "torch.distributed.run", *ranks, *meet, *program]
    layout = trainers_folder() / "accelerate" / f"{machine.layout}.yaml"
    launcher = [sys.executable, "-m", "accelerate.commands.launch", "--config_file", str(layout)]
    launcher += ["--num_processes", str(machine.processes)]
    if machine.machines > 1:
        launcher += ["--num_machines", str(machine.machines), "--machine_rank", str(machine.rank)]
        launcher += ["--main_process_ip", machine.address, "--main_process_port", str(machine.port)]
    return [*launcher, *program]


def start(recipe: Recipe, machine: Machine, run: tuple[str, ...] = ()) -> int:
    """Write the fitted recipe beside its output and train. Returns the exit status of the run.

    However this ends, by a signal too, every process of the training has ended before it.
    """
    folder = Path(recipe.text("output_dir", "trainer_output"))
    file = folder / "recipe.yaml"
    with usable("an output_dir that can be written", folder):
        folder.mkdir(parents=True, exist_ok=True)
        written = folder / f".recipe-{os.getpid()}"
        written.write_text(yaml.safe_dump(recipe.settings, sort_keys=False), encoding="utf-8")
        written.replace(file)  # several machines may write it into a shared folder
    with _group(command(file, machine, run)) as process:
        return process.wait()


@contextmanager
def _group(words: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that leads a group of its own: launcher and workers end together, asked first, then made to."""
    process = subprocess.Popen(words, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
