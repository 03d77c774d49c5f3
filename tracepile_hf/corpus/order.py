"""What is to be built: everything a row may depend on."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracepile_hf.corpus.configs import Config
from tracepile_hf.quality.tokenizer import Tokenizer
from tracepile_hf.tokens import CONVERSATION


@dataclass(frozen=True, slots=True)
class Order:
    """A build's config, seed and the shape of its rationales."""

    config: Config
    seed: int
    budget_tokens: int
    detail: str = "full"
    held_out: tuple[str, ...] = ()  # benchmarks (sources/benchmarks.py) whose programs are taken all the same
    max_tokens: int = CONVERSATION  # of a whole conversation, what a chat template adds included
    target_tokens: int = 0  # the mean that conversations are to have (corpus/shaping.py); 0: none is asked for
    witness: str = ""  # of which cases there is a run of another kind
    levels: tuple[int, int] = (1, 5)  # the least and the most of a row (rows.level_of)
    references: str = ""  # folder of the index of benchmarks (quality/decontamination.py) that rows are held against
    tokenizer: Tokenizer = field(default_factory=Tokenizer)  # what counts them
