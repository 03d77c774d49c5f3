"""What stands beside the steps of a text: sentences before and after them, numbers of runs, and how the text begins and
ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracepile_hf.narration.past import Extent


@dataclass
class Asides:
    """Sentences by the step they stand before or after, numbers of runs by their first step, and the last sentences."""

    before: dict[int, list[str]] = field(default_factory=dict)
    after: dict[int, list[str]] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)  # step -> which run of its line begins there
    counted: tuple[str, list[Extent]] = ("", [])  # what is counted, and where: folds say which of them they hold
    opening: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    authored: list[str] = field(default_factory=list)  # of these sentences the words that are an author's own
    plain_depth: bool = True  # whether depths of the stack are told: not where another depth is asked for

    @property
    def inner(self) -> bool:
        """Whether anything stands between the steps."""
        return bool(self.before or self.after or self.numbers)

    def bare(self) -> Asides:
        """The same without what stands between the steps: where the budget has no room for it."""
        return Asides(opening=self.opening, closing=self.closing, plain_depth=self.plain_depth)

    def number(self, line: str, runs: list[Extent], upto: int | None = None) -> None:
        """Number the runs of a line, up to one of them; what a fold holds is counted whole."""
        self.numbers = {first: number for number, (first, _) in enumerate(runs[:upto], 1)}
        self.counted = (f"runs {{}} to {{}} of line {line} are among these", runs)

    def inside(self, first: int, last: int) -> str:
        """Which of the things counted lie in a range of steps, as a clause of a fold; empty if none do."""
        clause, extents = self.counted
        found = [number for number, (start, _) in enumerate(extents, 1) if first <= start <= last]
        if not found or found[-1] - found[0] + 1 != len(found):
            return ""
        return clause.format(found[0], found[-1])
