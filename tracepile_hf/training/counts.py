"""How much a run will see, counted before its first step from the rows as they will be trained on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of the split, sequences they became, tokens in them and with loss, and what the schedule makes of them."""

    rows: int
    sequences: int
    tokens: int
    tokens_with_loss: int
    sequences_a_step: int
    steps: int
    epochs: float

    @property
    def tokens_in_all(self) -> int:
        """Tokens seen over all epochs."""
        return round(self.tokens * self.epochs)

    def lines(self, rate: float = 0) -> Iterator[str]:
        """What is said of them; `rate`: tokens a second over all GPUs, 0 if none is known."""
        yield f"rows: {self.rows:,} in {self.sequences:,} sequences"
        yield f"tokens: {self.tokens:,}, {self.tokens_with_loss:,} of them with loss"
        a_step = f"{self.sequences_a_step} sequences, {self.tokens_in_all / max(1, self.steps):,.0f} tokens"
        yield f"steps: {self.steps:,} of {a_step}; {self.epochs:.2f} epochs"
        hours = (
            f"{self.tokens_in_all / rate / 3600:.1f} hours at {rate:,.0f} tokens a second"
            if rate
            else "no rate is known"
        )
        yield f"tokens in all: {self.tokens_in_all:,}; {hours}"

    def record(self) -> dict[str, Any]:
        """The counts for the run's record."""
        return {**asdict(self), "tokens_in_all": self.tokens_in_all}


def schedule(
    sequences: int, of_each: int, processes: int, accumulated: int, epochs: float, most: int, whole: bool
) -> int:
    """Optimizer steps: as many as `most` if it is above 0, else those of the epochs; the last batch may be smaller.

    `of_each`: sequences of a process at a time; `whole`: a smaller last batch is dropped.
    """
    if most > 0:
        return most
    shared = sequences / (of_each * processes)
    batches = math.floor(shared) if whole else math.ceil(shared)
    return math.ceil(epochs * max(1, math.ceil(batches / accumulated)))


def tokens_of(dataset: Any) -> tuple[int, int]:
    """(tokens, tokens with loss) of a data set with input_ids and labels, read batch by batch as Arrow."""
    import pyarrow.compute as pc

    tokens = learned = 0
    for batch in dataset.select_columns(["input_ids", "labels"]).with_format("arrow").iter(1000):
        labels = pc.list_flatten(batch["labels"])
        tokens += len(pc.list_flatten(batch["input_ids"]))
        learned += pc.sum(pc.not_equal(labels, -100)).as_py() or 0
    return tokens, learned
