"""What the names of a run hold, kept as text while the steps are told.

A step may report only `xs[1]`, after which "`xs` is now [1, 5, 3]" is to be said: `places` puts the two together. Steps
are taken over only when something is asked.
Does not cover containers whose text was longer than `LONGEST` when they were told whole: their text is then unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracepile_hf.places import Bindings, Held, root, split
from tracepile_hf.records import Step

LONGEST: Final = 200  # characters of a container that is worth telling whole
_OPENING: Final = "([{"


class Memory:
    """The last literal of every place, by the frame that owns it; steps are taken over only when something is asked."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._done = 0
        self._bindings = Bindings()

    def reach(self, index: int) -> None:
        """Take over what the steps before `index` changed."""
        if index > self._done:
            self._bindings.apply(*self._steps[self._done : index])
            self._done = index

    def whole(self, owner: int, place: str) -> str | None:
        """The literal of a name or of a container inside it, all writes worked in; None when unknown or too long."""
        name = root(place)
        told = self._bindings.told(owner, name)
        if told is None or len(told) > LONGEST:
            return None
        held = self._bindings.held(owner, name) or Held(told)
        text = held.text if place == name else held.part(split(place)[1])
        return text if text is not None and len(text) <= LONGEST else None

    def is_complete(self, owners: Sequence[int], name: str) -> bool:
        """Whether a container was reported in full: of one that was cut, or holds a function, the parts are unknown.

        The name belongs to the first of the frames `owners` that has it.
        """
        held = next((held for owner in owners if (held := self._bindings.held(owner, name))), None)
        return held is None or not held.is_obscured

    def has(self, owner: int, name: str) -> bool:
        """Whether a frame has a name of its own."""
        return self._bindings.told(owner, name) is not None

    def value(self, owner: int, place: str) -> str | None:
        """The literal of a place such as `xs[3]`, `self.x` or `x`; None when it is unknown.

        Only a plain value is told of a place inside another: the parts of a container may have changed since.
        """
        found = self.whole(owner, place)
        if found is None or place == root(place) or not any(mark in found for mark in _OPENING):
            return found
        return None
