"""Folding: which repetitive parts are summarised so that a long run fits its budget, innermost first.

Within a level later parts are folded before earlier ones: the beginning of a run is told in detail, what repeats it is
summed up. The step that answers the question can be spared. Nothing is ever cut off. `folds.py` words the folds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracepile_hf.errors import TracepileError
from tracepile_hf.narration.regions import CallRun, LoopRun, Regions
from tracepile_hf.records import Step

ITERATIONS_COST: Final = 240  # characters that a fold of iterations is expected to take
CALL_COST: Final = 60  # and that of a call, besides its arguments and its value
KEPT: Final = 2  # iterations of a folded loop that are told in detail where there is room


class BudgetError(TracepileError):
    """Not even the outline of a run fits the budget of tokens."""

    def __init__(self, budget: int, smallest: int, where: str) -> None:
        super().__init__(f"expected a text of at most {budget} tokens, got {smallest} for the outline ({where})")
        self.budget = budget
        self.smallest = smallest


@dataclass(frozen=True, slots=True)
class Fold:
    """A range of steps told in one sentence: iterations `first` to `last` of a loop's run, or a call."""

    start: int
    end: int
    cost: int = ITERATIONS_COST  # characters it is expected to take
    run: LoopRun | None = None
    first: int = 0
    last: int = 0


class Folding:
    """The folds chosen so far, and what the text is expected to cost with them."""

    def __init__(self, costs: Sequence[int]) -> None:
        self.costs = list(costs)
        self.total = sum(costs)
        self.folds: dict[int, Fold] = {}
        self._next = list(range(len(costs) + 1))  # first step from here on whose cost is still counted

    def cost(self, start: int, end: int) -> int:
        """What the steps of a range cost now."""
        return sum(self.costs[position] for position in self._alive(start, end))

    def fold(self, fold: Fold) -> None:
        """Take a fold, in place of any inside it, if it saves anything."""
        before = self.cost(fold.start, fold.end)
        if before <= fold.cost:
            return
        for position in list(self._alive(fold.start, fold.end)):
            self.costs[position] = 0
            self.folds.pop(position, None)
            if position != fold.start:
                self._next[position] = position + 1
        self.costs[fold.start] = fold.cost
        self.folds[fold.start] = fold
        self.total += fold.cost - before

    def _alive(self, start: int, end: int) -> Iterator[int]:
        position = self._find(start)
        while position <= end:
            yield position
            position = self._find(position + 1)

    def _find(self, position: int) -> int:
        path = []
        while self._next[position] != position:
            path.append(position)
            position = self._next[position]
        for earlier in path:
            self._next[earlier] = position
        return position


def choose(
    regions: Regions, costs: Sequence[int], target: int, kept: int = KEPT, moment: int = -1
) -> tuple[dict[int, Fold], bool]:
    """Folds by the step they begin at, so that the steps cost at most `target` characters; whether that was reached.

    The step at `moment` stays outside of them.
    """
    folding = Folding(costs)
    for level in range(regions.depth - 1, -1, -1):
        for keep in (kept, 0):
            for fold, run in _candidates(regions, level, keep, moment):
                if folding.total <= target:
                    return folding.folds, True
                if run is not None and keep and fold.first == keep + 1:
                    fold = _roomy(folding, fold, run, target)
                folding.fold(fold)
    return folding.folds, folding.total <= target


def outline(regions: Regions, costs: Sequence[int], entry: int) -> dict[int, Fold]:
    """The folds of an outline: every loop whole, every call but the one that begins at step `entry`."""
    folding = Folding(costs)
    for level in range(regions.depth - 1, -1, -1):
        for fold, run in _candidates(regions, level, 0):
            if run is not None or fold.start != entry:
                folding.fold(fold)
    return folding.folds


def condense(regions: Regions, costs: Sequence[int], entry: int, kept: int = KEPT, moment: int = -1) -> dict[int, Fold]:
    """The folds of a condensed text: the first iterations of every loop in detail, calls inside calls folded.

    The step at `moment` stays outside of them.
    """
    folding = Folding(costs)
    outer = min((call.level for call in regions.calls if call.start == entry), default=-1)
    for level in range(regions.depth - 1, -1, -1):
        for fold, run in _candidates(regions, level, kept, moment):
            if run is not None or level > outer + 2:
                folding.fold(fold)
    return folding.folds


def spare(steps: Sequence[Step], folds: Mapping[int, Fold], moment: int = -1) -> list[int]:
    """The steps outside of folds that an outline may leave untold, the first to go at the beginning.

    Plain statements of a script at its top: no loop, no decision, nothing that calls, prints or raises hangs on them.
    What binds a name once and for all (imports, definitions) goes first, then the others, later ones first.
    """
    found: list[tuple[bool, int]] = []
    inside = 0  # the first step is always told
    for before, step, after in zip(steps, steps[1:], steps[2:], strict=False):
        if step.index in folds:
            inside = folds[step.index].end
        if step.index > inside and moment not in (step.index, after.index) and _is_plain(before, step, after):
            found.append((bool(step.operands), step.index))
    return [index for _, index in sorted(found, key=lambda pair: (pair[0], -pair[1]))]


def _is_plain(before: Step, step: Step, after: Step) -> bool:
    """Whether a step is a whole statement of the module, run once, that decides nothing and leads to no event."""
    if step.event != "line" or step.frame != 0 or step.tests or step.iterations:
        return False
    whole = all(other.line != step.line or other.visit != step.visit for other in (before, after))
    return whole and after.event == "line" and after.frame == 0


def _candidates(regions: Regions, level: int, keep: int, moment: int = -1) -> Iterator[tuple[Fold, LoopRun | None]]:
    """What can be folded at a level without the step at `moment`, later parts first."""
    found: list[tuple[Fold, LoopRun | None]] = []
    for run in regions.loops:
        if run.level == level:
            found += [(loop_fold(run, first, last), run) for first, last in _spans(run, keep, moment)]
    if keep == 0:
        # A call's fold tells its arguments and its value: only what lies between them is lost.
        calls = [call for call in regions.calls if call.level == level and not call.start < moment < call.end]
        found += [(_call_fold(call), None) for call in calls]
    found.sort(key=lambda candidate: -candidate[0].start)
    yield from found


def _spans(run: LoopRun, keep: int, moment: int) -> Iterator[tuple[int, int]]:
    """The iterations (first, last) of a run that can be folded: all after `keep`, around that of the moment."""
    last = run.foldable
    around = bisect_right(run.openings, moment) if run.openings[0] <= moment <= run.stop(last) else 0
    spans = [(keep + 1, around - 1), (max(keep, around) + 1, last)] if around else [(keep + 1, last)]
    yield from ((first, end) for first, end in spans if end > first)


def loop_fold(run: LoopRun, first: int, last: int) -> Fold:
    """The fold of the iterations from `first` to `last`."""
    return Fold(run.start(first), run.stop(last), ITERATIONS_COST, run, first, last)


def _call_fold(call: CallRun) -> Fold:
    return Fold(call.start, call.end, CALL_COST + call.size)


def _roomy(folding: Folding, fold: Fold, run: LoopRun, target: int) -> Fold:
    """The same fold with as many iterations in front of it as there is room for."""
    left = target - (folding.total - folding.cost(fold.start, fold.end) + fold.cost)
    first = fold.first
    while first < fold.last - 1:
        left -= folding.cost(run.start(first), run.stop(first))
        if left < 0:
            break
        first += 1
    return loop_fold(run, first, fold.last)
