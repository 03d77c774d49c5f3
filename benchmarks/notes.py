"""The narrator's own notes: of every stretch of a narration, the steps that it tells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

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

    notes: list[Note]
    _until = 0

    def tell(self, start: int, stop: int) -> None:
        if start >= stop:
            return
        if start > self._until:  # what was told in between: a fold
            self.notes.append(Note(self._before, self._until, start - 1))
        for step in range(start, stop):
            self.notes.append(Note(sum(map(len, self.parts)), step, step))
            super().tell(step, step + 1)
        self._until = stop
        self._before = sum(map(len, self.parts))

    _before = 0


class _Work(narrator._Work):
    def teller(self) -> Teller:
        noise = narrator._noise(self.trace, self.question, self.seed)
        made = _Noting(self.source, self.trace.steps, noise, self.trace.case.program.entry_point)
        made.notes = []
        object.__setattr__(self, "told", made)  # the last one is that of the text
        return made


def narrate_with_notes(trace: Trace, detail: str, seed: int = 0) -> Noted:
    """The text that `narrate` gives, with notes. Raises `AssertionError` if telling step by step changes it."""
    source = narrator.read_source(trace.case.program.code)
    ending = narrator.ending(trace, None)
    work = _Work(trace, None, source, seed, ending, narrator._estimated_tokens)
    text = work.text({}) if detail == "full" else work.folded(detail, None).text
    assert text == narrator.narrate(trace, detail=detail, seed=seed), trace.case.id
    teller: _Noting = work.told  # type: ignore[attr-defined]
    notes = list(teller.notes)
    if teller._until < len(trace.steps):
        notes.append(Note(teller._before, teller._until, len(trace.steps) - 1))
    return Noted(text, tuple(notes))
