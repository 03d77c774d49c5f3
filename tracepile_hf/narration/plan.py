"""Plans: how the steps of one shape are told, worked out once and then filled with each step's values.

Steps of one shape share their line, their tests' outcomes, and the names of what they evaluated and changed; only
values differ. A `Plan` holds the wordings (`wording.py`), so telling a step costs a look-up and a function call.
"""

from __future__ import annotations

from typing import Final

from tracepile_hf.narration.heads import Heads, heads_of
from tracepile_hf.narration.wording import Fill, Wording, compile_wording, cut, never

Extra = tuple[str, int]
"""What a plan needs beyond operands and changes: ("old", position in changed), ("count", 0), ("known xs", 0) ..."""

Without = frozenset[int | str]
"""What cannot be used: slots whose value has no literal or is too long to tell, and by name "whole", "old" and "place"
(not known), "numbers" and "sized" (values are none), "object 2" (that value's class decides how it compares), "filling"
and "repeats" (the text gets too long), "cut"."""

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
        "fills",
        "leaves",
        "light",
        "limit",
        "line",
        "listed",
        "marks",
        "odd",
        "ordered",
        "others",
        "phrases",
        "size",
        "textual",
        "watch",
        "ways",
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
        self.odd = self.counted or listed  # whether a step of it needs anything out of the ordinary
        self.without: Without = without
        self.others: dict[object, Plan] = {}  # what cannot be used either -> the plan that does without it too
        # By number of the phrase, each made on first use:
        self.fills: list[Fill | None] = [None] * self.count  # the clause with a step's values, None for a closer look
        self.wordings: list[Wording | None] = [None] * self.count
        self.ways: list[Heads | None] = [None] * self.count  # how its line is named; None: the wording does so itself
        self.marks = [0] * self.count  # how many `<` the wording has: any more come from values that are no literals

    def first(self, number: int) -> Fill:
        """What fills the wording of that number, made now."""
        wording = self.wording(number)
        quick = not wording.sized and (self.counted or not self.extras)
        fill = self.fills[number] = wording.filling(self.fills, number) if quick else never
        return fill

    def wording(self, number: int) -> Wording:
        """The wording of that number."""
        found = self.wordings[number]
        if found is None:
            mark, texts = cut(self.phrases[number])
            found = self.wordings[number] = compile_wording(mark, texts, self.fields, self.size)
            self.ways[number] = None if mark == "^" else heads_of(self.line, not mark, found.pieces == ("",))
            self.marks[number] = found.marks
        return found
