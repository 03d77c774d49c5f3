"""Plans: how the steps of one shape are told, worked out once and then filled with each step's values.

Steps of one shape share their line, their tests' outcomes, and the names of what they evaluated and changed; only
values differ. A `Plan` holds the wordings (`wording.py`), so telling a step costs a look-up and a function call.
"""

from __future__ import annotations

from typing import Final

from tracepile_hf.narration.heads import Heads, heads_of
from tracepile_hf.narration.wording import Wording, compile_wording, cut

Extra = tuple[str, int]
"""What a plan needs beyond operands and changes: ("old", position in changed), ("count", 0), ("known xs", 0) ..."""

Without = frozenset[int | str]
"""What cannot be used: slots whose value has no literal or is too long to tell, and by name "whole", "old" and "place"
(not known), "numbers" and "sized" (values are none), "filling" and "repeats" (the text gets too long), "cut"."""

CLOSED, JOINABLE, OPEN, BARE, CLAUSE = range(5)
"""How a sentence stands: none begun; may be joined; may not; waits for a verb; waits for the event that follows."""

LEAVES: Final = {"bare": BARE, "clause": CLAUSE}


class Plan:
    """The wordings for one shape of step.

    `light` ones are short enough to share a sentence; `after` says that the next event goes into the same sentence: as
    its verb ("bare") or as the consequence of its clause ("clause"); `watch` marks a branch that is taken, `listed`
    what goes on in the same words when it follows its like, such as definitions. Unless `textual`, the wordings are for
    plain numbers only.
    """

    __slots__ = (
        "count",
        "counted",
        "extras",
        "fields",
        "leaves",
        "light",
        "limit",
        "line",
        "listed",
        "ordered",
        "others",
        "phrases",
        "size",
        "textual",
        "watch",
        "without",
        "wordings",
    )

    def __init__(
        self,
        phrases: tuple[str, ...],
        fields: dict[str, str],
        line: int,
        size: int,
        extras: tuple[Extra, ...],
        limit: int,
        *,
        light: bool = False,
        after: str = "",
        watch: bool = False,
        listed: bool = False,
        textual: bool = True,
        without: Without = frozenset(),
    ) -> None:
        self.phrases = phrases
        self.fields = fields
        self.line = line
        self.size = size  # how many values a step of this shape brings, extras included
        self.counted = extras == (("count", 0),)
        self.extras = extras
        self.ordered = tuple(sorted(extras, key=lambda extra: extra[0] == "whole"))
        self.limit = limit  # characters of a clause; a longer one is told by another plan if there is one
        self.light = light
        self.leaves = LEAVES[after] if after else JOINABLE if light else OPEN  # how the sentence stands after it
        self.watch = watch
        self.listed = listed
        self.textual = textual
        self.count = len(phrases)
        self.wordings: list[tuple[Wording, Heads | None] | None] = [None] * len(phrases)
        self.without: Without = without
        self.others: dict[object, Plan] = {}  # what cannot be used either -> the plan that does without it too

    def compile(self, number: int) -> tuple[Wording, Heads | None]:
        """The wording of that number and the ways its line is named (None: it does so itself); made on first use."""
        mark, texts = cut(self.phrases[number])
        wording = compile_wording(mark, texts, self.fields, self.size, self.counted or not self.extras)
        ways = None if mark == "^" else heads_of(self.line, not mark, wording.pieces == ("",))
        found = self.wordings[number] = (wording, ways)
        return found
