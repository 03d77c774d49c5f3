"""What is to be built: everything a row may depend on."""

from __future__ import annotations

from dataclasses import dataclass

from tracepile_hf.corpus.configs import Config


@dataclass(frozen=True, slots=True)
class Order:
    """A build's config, seed and the shape of its rationales."""

    config: Config
    seed: int
    budget_tokens: int
    detail: str = "full"
    held_out: tuple[str, ...] = ()  # benchmarks (sources/benchmarks.py) whose programs are taken all the same
