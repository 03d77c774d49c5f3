"""The narrator's own notes: of every stretch of a narration, the steps that it tells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, NamedTuple

from tracepile_hf.narration import narrator
from tracepile_hf.narration.teller import Teller
from tracepile_hf.records import Trace


class Note(NamedTuple):
    """Characters from `start` on tell the steps from `first` to `last`: one, or a fold."""

    start: int
    first: int
    last: int


@dataclass(frozen=True)
class Noted:
    """A narration with its notes, in the order of the text."""

    text: str
    notes: tuple[Note, ...]

    def at(self, place: int) -> Note:
        """The note of the stretch in which a character stands."""
        return self.notes[max(0, bisect_right(self.notes, (place, 1 << 60, 0)) - 1)]


class _Noting(Teller):
    """A teller that tells step by step and writes down where each begins."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.notes: list[Note] = []
        self.until = self.before = 0  # the step and the character up to which it has told

    def tell(self, start: int, stop: int) -> None:
        """Tells some steps, and notes a fold where others were told in between."""
        if start >= stop:
            return
        if start > self.until:
            self.notes.append(Note(self.before, self.until, start - 1))
        for step in range(start, stop):
            self.notes.append(Note(sum(map(len, self.parts)), step, step))
            super().tell(step, step + 1)
        self.until = stop
        self.before = sum(map(len, self.parts))


def narrate_with_notes(trace: Trace, detail: str, seed: int = 0) -> Noted:
    """The text that `narrate` gives, with notes. Raises `AssertionError` if telling step by step changes it."""
    text = narrator.narrate(trace, detail=detail, seed=seed)
    made: list[_Noting] = []

    def teller(*parts: Any) -> Teller:
        made.append(_Noting(*parts))
        return made[-1]

    kept = narrator.Teller
    narrator.Teller = teller  # type: ignore[misc, assignment]  # for the one text that is told next
    try:
        assert narrator.narrate(trace, detail=detail, seed=seed) == text, trace.case.id
    finally:
        narrator.Teller = kept  # type: ignore[misc]
    last = made[-1]  # those before it are of other folds
    notes = list(last.notes)
    if last.until < len(last.steps):
        notes.append(Note(last.before, last.until, len(last.steps) - 1))
    return Noted(text, tuple(notes))
