"""Tables of states: rows are what held at the visits of one line, one after the other, or at the ends of iterations.

So a table is of one moment of every iteration; a row that is true of another moment only is none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tracepile_hf.verification.anchors import iteration_of, whole
from tracepile_hf.verification.claims import Statement
from tracepile_hf.verification.expression import is_place
from tracepile_hf.verification.moments import Moments

Row = tuple[Statement, ...]  # its anchor, then what its cells say
MOST_ROWS: Final = 400  # rows of a table that are looked at
MOST_TRIES: Final = 60  # visits at which a first row is looked for
MOST_WINDOW: Final = 60  # steps in which what a cell says of no place is looked for


class Moment(NamedTuple):
    """A visit of a line, or the end of an iteration; what happened since the one before begins at `first`."""

    first: int
    last: int
    until: int  # the last event of it


class Rows(Moments):
    """Lays tables along a run."""

    def tabled(self, rows: Sequence[Row], position: int) -> list[tuple[int, list[tuple[int, str]]]]:
        """The best way to lay a table: (cells that hold, (step or -1, truth) of each); empty if no row holds."""
        best: tuple[int, int, list[tuple[int, str]]] | None = None
        whole_table = sum(len(row) for row in rows)
        for moments in self._sequences(position):
            if len(moments) < len(rows) - 1:
                continue
            for start in range(min(len(moments), MOST_TRIES)):
                if start + len(rows) > len(moments):
                    break
                if not self._row_holds(rows[0], moments[start]):
                    continue
                found = [cell for number, row in enumerate(rows) for cell in self._cells(row, moments[start + number])]
                score = sum(step >= 0 for step, _ in found)
                if best is None or score > best[0]:
                    best = (score, start, found)
                break
            if best is not None and best[0] == whole_table:
                break
        return [] if best is None else [(best[0], best[2])]

    def _sequences(self, position: int) -> Iterator[list[Moment]]:
        """Visits of one line in one frame; and the ends of the iterations of one loop."""
        walk = self.walk
        for (frame, line), row in sorted(walk.timeline.lines.items(), key=lambda item: (item[0][0], item[1][0])):
            ahead = [index for index in row if index >= position and walk.steps[index].event == "line"]
            if len(ahead) < 2:
                continue
            if line in walk.source.loops:
                begun = [index for index in ahead if walk.outcome(walk.steps[index]) is True]
                ends = [Moment(index, self._end_of(index), max(self._iteration(index))) for index in begun]
                yield ends
                if ends and position < ends[0].first:
                    before = walk.timeline.last_of(frame, ends[0].first - 1)
                    yield [Moment(max(before, 0), max(before, 0), max(before, 0)), *ends]
            last = position
            moments = []
            for index in ahead:
                parts = [part.index for part in walk.timeline.rest_of(index)]
                end = max([index, *parts])
                moments.append(Moment(max(last + 1, 0), end, end))
                last = end
            yield moments

    def _row_holds(self, row: Row, moment: Moment) -> bool:
        return all(step >= 0 for step, _ in self._cells(row, moment))

    def _cells(self, row: Row, moment: Moment) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for claim in row:
            if claim.kind == "row":
                found.append(self._numbered(claim, moment))
            elif self._is_state(claim):
                held = self._holds(claim, moment.last)
                found.append((moment.last, "") if held else (-1, self._truth))
            else:
                steps = range(moment.until, max(moment.first, moment.until - MOST_WINDOW) - 1, -1)
                at = next((step for step in steps if self._happens(claim, step)), -1)
                found.append((at, "" if at >= 0 else self._truth))
        return found

    @staticmethod
    def _is_state(claim: Statement) -> bool:
        text = claim.slots[0] if claim.kind == "value" else None
        return isinstance(text, str) and is_place(text)

    def _happens(self, claim: Statement, step: int) -> bool:
        event = self.walk.steps[step].event
        if claim.kind in ("print", "yield"):
            if event != claim.kind:
                return False
            said = str(claim.slots[-1])
            if claim.kind == "print":
                return self._written(said, self.walk.steps[step])
            return self._says(self.walk.steps[step], said)
        return event == "line" and self._holds(claim, step)

    def _numbered(self, claim: Statement, moment: Moment) -> tuple[int, str]:
        """A row that tells the number of its iteration is of that one."""
        if claim.slots[2] is None:
            return moment.last, ""
        step = self.walk.steps[moment.last]
        own = iteration_of(step, step.line)
        number = own if own > 0 else step.iterations[-1][1] if step.iterations else 0
        return (moment.last, "") if number == whole(claim.slots[2]) else (-1, str(number))
