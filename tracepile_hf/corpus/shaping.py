"""`--target-tokens`: how large the cases of each family are drawn, and how much is told, for a mean of that.

Lengths are shaped with true content alone: larger or smaller cases, more or less of the run folded. A pilot tells a few
cases of each family at growing sizes; from these lengths an aim is worked out that all families go for, each as far as
its sizes reach, so that the mean over families is the target. What the rows of a round come to corrects the aim of the
next. All of it hangs on the seed and on counts, so any number of workers gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from tracepile_hf.corpus.asking import OUTPUT, ask_again
from tracepile_hf.corpus.configs import families_of
from tracepile_hf.corpus.lots import Lot
from tracepile_hf.corpus.order import Order
from tracepile_hf.corpus.streams import stream
from tracepile_hf.engine import Engine, Lost, Piece
from tracepile_hf.errors import CorpusError, InputError
from tracepile_hf.narration import tell
from tracepile_hf.quality.tokenizer import counter
from tracepile_hf.records import Run
from tracepile_hf.tokens import TEMPLATE

_LADDER: Final = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)  # of a family's default size
_TOLD: Final = 1200  # steps; of longer runs the length is that of the longest one told, for each of its steps
_LEAST: Final = 120  # tokens of a rationale that is folded as far as it goes
_WIDTH: Final = (0.8, 1.25)  # of an aim: the sizes drawn from, and the budget
_FEWEST: Final = 10  # families that are left where short ones have to go


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a pilot found of a family: tokens of the prompt, and (size, tokens of a conversation told whole) by size."""

    prompt: int
    points: tuple[tuple[int, int], ...]

    @property
    def least(self) -> int:
        """The shortest conversation: the smallest case, or folded as far as it goes."""
        return min(self.points[0][1], self.prompt + _LEAST)

    @property
    def most(self) -> int:
        """The longest."""
        return max(tokens for _, tokens in self.points)

    def size_for(self, tokens: float) -> int:
        """The size at which a conversation told whole has about so many tokens; the nearest end beyond the points."""
        low = self.points[0]
        for high in self.points[1:]:
            if high[1] >= tokens > low[1]:
                share = (tokens - low[1]) / (high[1] - low[1])
                return round(low[0] + share * (high[0] - low[0]))
            if high[1] > low[1]:
                low = high
        return self.points[0][0] if tokens <= self.points[0][1] else low[0]


def pilot(engine: Engine[Run], names: Sequence[str], order: Order) -> dict[str, Sizes]:
    """The sizes of each family. Raises CorpusError if a worker is lost for good."""
    found: dict[str, Sizes] = {}
    pieces = [Piece(f"lengths of {name}", name) for name in names]
    for result in engine.run(partial(_measured, order=order), pieces):
        if isinstance(result, Lost):
            raise CorpusError(f"{result.piece.id} were not measured: {result}")
        if result.value is not None:
            found[result.piece.given] = result.value
    return {name: found[name] for name in names if name in found}


def _measured(run: Run, name: str, order: Order) -> Sizes | None:
    family = families_of(order.config)[name]
    count = counter(order.tokenizer)
    sizes = sorted({min(family.max_size, max(1, round(share * family.default_size))) for share in _LADDER})
    points: list[tuple[int, int]] = []
    prompt, each = 0, 0.0  # tokens a step, of the longest run that was told
    for size in sizes:
        case = family.make(stream(order.seed, "lengths", f"{name}/{size}"), size)
        trace = run(case.program, [case])[0]
        question = ask_again(OUTPUT, trace, order.seed, f"{name}/{size}", run) if trace.outcome == "finished" else None
        if question is None:
            continue
        prompt = prompt or count(question.prompt)
        steps = len(trace.steps)
        if steps <= _TOLD:
            text = tell(trace, question=question, seed=0, count_tokens=count).text
            each = count(text) / max(steps, 1)
            points.append((size, count(question.prompt) + count(text)))
        elif each:
            points.append((size, count(question.prompt) + round(each * steps)))
    return Sizes(prompt, tuple(points)) if points else None


@dataclass(frozen=True, slots=True)
class Shape:
    """The families that can be had at the target, and what they aim for."""

    sizes: Mapping[str, Sizes]
    most: int  # tokens a conversation may have, without what a template adds
    aim: float

    def shaped(self, lot: Lot) -> Lot:
        """The lot with the sizes and the budget that its family goes for."""
        own = self.sizes[lot.name]
        low, high = (own.size_for(min(self.aim, own.most) * share) for share in _WIDTH)
        budget = max(_LEAST, round(min(self.aim * _WIDTH[1], self.most)) - own.prompt)
        return replace(lot, sizes=(min(low, high), max(low, high)), budget=budget)

    def corrected(self, target: int, mean: float, share: float) -> Shape:
        """The shape of what is still to come, where `share` of the rows have come to another mean than the target."""
        if not mean or share >= 1:
            return self
        wanted = (target - share * mean) / (1 - share)
        factor = min(max(wanted / mean, 0.5), 2.0)
        return replace(self, aim=min(self.aim * factor, float(self.most) * 2))


def shape_for(sizes: Mapping[str, Sizes], target: int, order: Order) -> Shape:
    """The shape whose mean over families is the target; short families go where it cannot be had with them.

    Raises InputError if no choice of families reaches the target.
    """
    most = order.max_tokens - TEMPLATE
    ordered = sorted(sizes, key=lambda name: (-sizes[name].most, name))
    while ordered:
        kept = [sizes[name] for name in ordered]
        if _mean(kept, most, most) >= target:
            break
        if len(ordered) <= min(_FEWEST, len(sizes)):
            longest = round(_mean(kept, most, most))
            raise InputError(f"a mean that families reach, at most about {longest}", str(target), "--target-tokens")
        ordered.pop()
    low, high = 0.0, float(most)
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _mean(kept, most, middle) < target else (low, middle)
    return Shape({name: sizes[name] for name in sizes if name in set(ordered)}, most, high)


def _mean(sizes: Sequence[Sizes], most: int, aim: float) -> float:
    return sum(min(max(aim, each.least), each.most, most) for each in sizes) / len(sizes)
