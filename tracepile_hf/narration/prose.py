"""Sentences and paragraphs as they are written: where a sentence stands, and when a paragraph is long enough."""

from __future__ import annotations

from tracepile_hf.narration.plan import CLOSED, OPEN


class Prose:
    """Text in the making; `parts` joined is what was written. Knows nothing of what the text is about."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.state = CLOSED
        self._room = 0  # characters of the paragraph so far
        self._joined = 0  # statements in the sentence so far
        self.layout = ""  # "bullets" or "steps": every sentence is an item of a list
        self.level = 0  # how far in an item stands
        self.code = ""
        self.plain = False  # whether lines are named by what stands there
        self.is_finished = False  # whether the steps are told, and stand in a block of their own
        self.is_lost = False  # whether something has no form in this register
        self._items = 0

    def close(self) -> None:
        """End the sentence that is being written, if any."""
        if self.state != CLOSED:
            self.parts.append(".")
            self.state = CLOSED

    def finish(self) -> None:
        """The steps are told; what follows says what they come to."""

    def begin(self, room: int) -> None:
        """Start a sentence: in a new paragraph when the present one has more than `room` characters."""
        if self.layout:
            self._begin_item()
        elif self._room > room:
            self.parts.append(".\n\n" if self.state != CLOSED else "\n\n")
            self._room = 0
        elif self.parts:
            self.parts.append(". " if self.state != CLOSED else " ")
        self._joined = 0

    def _begin_item(self) -> None:
        """Start an item: bullets stand in as far as `level` says, steps are numbered."""
        ended = ".\n" if self.state != CLOSED else "\n" if self.parts else ""
        self._items += 1
        mark = f"{self._items}. " if self.layout == "steps" else f"{'  ' * min(self.level, 4)}- "
        self.parts.append(ended + mark)

    def sentence(self, text: str, room: int = 900) -> None:
        """Write a whole sentence, without its full stop; the first letter is made large."""
        self.begin(room)
        self.parts.append(text[0].upper() + text[1:])
        self._room += len(text)
        self.state = OPEN

    def extend(self, text: str) -> None:
        """Go on with the sentence that is being written."""
        self.parts.append(text)
        self._room += len(text)
        self.state = OPEN
