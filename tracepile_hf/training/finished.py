"""The folder that a run writes into: one that holds a run already is written over, or gone on with, only when asked."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from tracepile_hf.errors import InputError, usable
from tracepile_hf.training.data import RECORD

# What a run leaves beside its checkpoints
_LEFT: Final = (
    "*.safetensors", "model.safetensors.index.json", "pytorch_model*.bin", "adapter_config.json", "config.json",
    "generation_config.json", "tokenizer*", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt",
    "chat_template.jinja", "training_args.bin", "trainer_state.json", "README.md", "recipe.yaml", RECORD, "runs",
    "merged",
)  # fmt: skip


def left(folder: Path) -> list[str]:
    """Checkpoints and weights in a folder: what a run has left there."""
    if not folder.is_dir():
        return []
    found = [*folder.glob("checkpoint-*"), *folder.glob("*.safetensors"), *folder.glob("pytorch_model*.bin")]
    return sorted(path.name for path in found)


def demand_free(folder: Path, resume: Path | None) -> None:
    """InputError if a run is there and neither gone on with nor to be written over.

    Going on from a checkpoint elsewhere is a new run too: into a folder that has another, its checkpoints would mix.
    """
    there = left(folder)
    if not there:
        return
    if resume is None:
        got = f"one that has {', '.join(there[:3])}{', ...' if len(there) > 3 else ''}"
        raise InputError("a folder without a run, --resume CHECKPOINT or --overwrite", got, f"output_dir: {folder}")
    if resume.resolve().parent != folder.resolve():
        expected = f"a checkpoint of this folder's own run ({', '.join(there[:3])})"
        raise InputError(expected, str(resume), f"output_dir: {folder}")


def clear(folder: Path) -> None:
    """Take away what a run has left. Errors: InputError for a folder that no `tracepile train` wrote into."""
    if not left(folder):
        return
    if not (folder / "recipe.yaml").is_file():
        raise InputError("a folder of `tracepile train`, with recipe.yaml", "another", f"--overwrite {folder}")
    with usable("a folder whose run can be deleted", folder):
        for path in folder.glob("checkpoint-*"):
            if path.is_dir():
                shutil.rmtree(path)
        for pattern in _LEFT:
            for path in folder.glob(pattern):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def last_checkpoint(folder: Path) -> Path:
    """The checkpoint of the highest step. Errors: InputError if there is none."""
    found = [path for path in folder.glob("checkpoint-*") if (path / "trainer_state.json").is_file()]
    numbers = {int(path.name.partition("-")[2]): path for path in found if path.name.partition("-")[2].isdecimal()}
    if not numbers:
        raise InputError("a folder with checkpoints", "none", f"--resume last: {folder}")
    return numbers[max(numbers)]
