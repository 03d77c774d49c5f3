"""Memory and disk that a run will want, by arithmetic, before anything is loaded.

AdamW under bf16 autocast keeps 4 bytes of weights, 4 of gradients and 8 of moments per parameter (the same 16 as with
a master copy: ZeRO, arXiv 1910.02054, section 3.1); ZeRO-3 and FSDP share them out. Activations with checkpointing: one
hidden state per layer and token plus the working set of one layer and the logits' chunk. Estimates, not promises.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tracepile_hf.training.models import ModelFacts
from tracepile_hf.training.recipe import Recipe

WEIGHT_BYTES = 2
TRAINING_BYTES = 16
SHARDED = frozenset({"fsdp2", "zero3"})


@dataclass(frozen=True, slots=True)
class Estimate:
    """GiB of memory per GPU and GiB of disk for all checkpoints kept."""

    memory: float
    disk: float


class Shared(Protocol):
    """Processes in all, and the accelerate layout by which they share the states (single, ddp, fsdp2, zero3)."""

    @property
    def processes(self) -> int:
        """One a GPU."""

    @property
    def layout(self) -> str:
        """A key of trainers/accelerate."""


def estimate(recipe: Recipe, facts: ModelFacts, shared: Shared) -> Estimate:
    """The estimate for a recipe on so many processes under a layout."""
    lora = recipe.flag("use_peft")
    share = shared.processes if shared.layout in SHARDED else 1
    per_parameter = WEIGHT_BYTES if lora else TRAINING_BYTES
    states = facts.parameters * per_parameter / share
    tokens = recipe.number("max_length", 1024) * recipe.number("per_device_train_batch_size", 8)
    kept = facts.layers if recipe.flag("activation_checkpointing") else facts.layers * 16
    activations = tokens * facts.hidden * WEIGHT_BYTES * (kept + 34)
    checkpoints = recipe.number("save_total_limit", 1) + 1  # one is written before the oldest goes, one at the end
    checkpoint_bytes = facts.parameters * (WEIGHT_BYTES if lora else WEIGHT_BYTES + 12)
    return Estimate((states + activations) / 2**30, checkpoints * checkpoint_bytes / 2**30)
