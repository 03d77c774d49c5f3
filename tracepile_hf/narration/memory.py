"""What the names of a run hold, kept as text while the steps are told.

A container whose elements are replaced one at a time is kept as its parts (`parts.py`), so that "`xs` is now [1, 5, 3]"
can be said after a step that only reports `xs[1]`. Steps are taken over, and parts split, only when something is asked.
Does not cover containers whose text is longer than `LONGEST`: their whole text is then unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracepile_hf.narration.parts import Parts, join_literal, part_of, put_part, split_literal
from tracepile_hf.narration.source import path, root
from tracepile_hf.narration.values import is_told
from tracepile_hf.records import Step

LONGEST: Final = 200  # characters of a container that is worth telling whole
MOST_PENDING: Final = 64  # writes kept before they are worked in
_OPENING: Final = "([{"


class _Container:
    """A container or an object of which parts were replaced since it was told whole."""

    __slots__ = ("cut", "literal", "lost", "parts", "pending")

    def __init__(self, literal: str) -> None:
        self.literal: str | None = literal
        self.cut = not is_told(literal)
        self.lost = False  # whether what it holds is unknown from now on
        self.parts: Parts | None = None
        self.pending: list[tuple[str, str]] = []

    def settle(self) -> str | None:
        """The literal with all writes worked in; None when they cannot be."""
        if not self.pending:
            return self.literal
        if self.parts is None and self.literal is not None and len(self.literal) <= LONGEST:
            split = split_literal(self.literal)
            self.parts = None if isinstance(split, str) else split
        pending = self.pending if self.parts is not None else ()
        for place, literal in pending:
            if self.parts is None or not put_part(self.parts, path(place), literal):
                self.parts = None
                break
        self.pending.clear()
        self.literal = None if self.parts is None else join_literal(self.parts)
        self.lost = self.literal is None
        return self.literal

    def part(self, place: str) -> str | None:
        """The literal of the part at a place; None when it is not known."""
        text = self.settle() if self.pending else self.literal
        if text is None or len(text) > LONGEST:
            return None
        return part_of(self.parts if self.parts is not None else text, path(place))


class Memory:
    """The last literal of every place, by the frame that owns it; steps are taken over only when something is asked."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._done = 0
        self._frames: dict[int, dict[str, str | _Container]] = {}

    def reach(self, index: int) -> None:
        """Take over what the steps before `index` changed."""
        if index <= self._done:
            return
        frames = self._frames
        for step in self._steps[self._done : index]:
            if not step.changed:
                continue
            for (place, literal), owner in zip(step.changed, step.owners):  # noqa: B905  # as long as each other
                names = frames.get(owner)
                if names is None:
                    names = frames[owner] = {}
                if "[" in place or "." in place:
                    _note_part(names, place, literal)
                else:
                    names[place] = literal
        self._done = index

    def whole(self, owner: int, place: str) -> str | None:
        """The literal of a name or of a container inside it, all writes worked in; None when unknown or too long."""
        names = self._frames.get(owner, _NOTHING)
        name = root(place)
        held = names.get(name)
        if place != name and isinstance(held, str):
            if len(held) > LONGEST:
                return None
            held = names[name] = _Container(held)
        if isinstance(held, _Container):
            if held.lost:
                return None
            held_text = held.settle() if place == name else held.part(place)
        else:
            held_text = held
        return held_text if held_text is not None and len(held_text) <= LONGEST else None

    def is_complete(self, owners: Sequence[int], name: str) -> bool:
        """Whether a container was reported in full: of one that was cut, or holds a function, the parts are unknown.

        The name belongs to the first of the frames `owners` that has it.
        """
        held = next((names[name] for names in map(self._frame, owners) if name in names), "")
        return not held.cut if isinstance(held, _Container) else is_told(held)

    def _frame(self, owner: int) -> dict[str, str | _Container]:
        return self._frames.get(owner, _NOTHING)

    def has(self, owner: int, name: str) -> bool:
        """Whether a frame has a name of its own."""
        return name in self._frame(owner)

    def value(self, owner: int, place: str) -> str | None:
        """The literal of a place such as `xs[3]`, `self.x` or `x`; None when it is unknown.

        Only a plain value is told of a place inside another: the parts of a container may have changed since.
        """
        found = self.whole(owner, place)
        if found is None or place == root(place) or not any(mark in found for mark in _OPENING):
            return found
        return None


_NOTHING: Final[dict[str, str | _Container]] = {}


def _note_part(names: dict[str, str | _Container], place: str, literal: str) -> None:
    name = root(place)
    held = names.get(name)
    if isinstance(held, str):
        long = len(held) > LONGEST
        held = names[name] = _Container(held)
        if long:
            held.literal, held.lost = None, True
    if held is not None and "<" in literal and not is_told(literal):
        held.cut = True
    if held is not None and not held.lost:
        held.pending.append((place, literal))
        if len(held.pending) > MOST_PENDING:
            held.settle()
