"""Plans: how the steps of one shape are told, worked out once and then filled with each step's values.

Steps of one shape share their line, their tests' outcomes, and the names of what they evaluated and changed; only
values differ. A `Plan` holds the wordings as templates over those values, so telling a step costs a look-up and a `%`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple

from tracepile_hf.narration.heads import Heads, heads_of

Extra = tuple[str, int]
"""What a plan needs beyond operands and changes: ("old", position in changed), ("count", 0), ("known xs", 0) ..."""

CLOSED, JOINABLE, OPEN, BARE, CLAUSE = range(5)
"""How a sentence stands: none begun; may be joined; may not; waits for a verb; waits for the event that follows."""

LEAVES: Final = {"bare": BARE, "clause": CLAUSE}


class Wording(NamedTuple):
    """One way to tell a step: a `%` template with what fills it, and the ways its line can be named in front of it."""

    template: str
    fill: Callable[[Sequence[str]], Any] | None
    look: Callable[[Sequence[str]], tuple[str, ...]] | None  # values that are looked at first, and appended
    signed: int  # how many of these, in front, are written in brackets when negative
    numeric: int  # how many after them have to be numbers
    sized: bool  # whether those after them have to be containers or strings
    marks: int  # how many `<` the template itself has: any more come from values that are no literals
    heads: Heads | None  # None: it names its own line


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
        "phrases",
        "size",
        "textual",
        "watch",
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
    ) -> None:
        self.phrases = phrases
        self.fields = fields
        self.line = line
        self.size = size  # how many values a step of this shape brings, extras included
        self.counted = extras == (("count", 0),)
        self.extras = extras
        self.limit = limit  # characters of a clause; a longer one is told by another plan if there is one
        self.light = light
        self.leaves = LEAVES[after] if after else JOINABLE if light else OPEN  # how the sentence stands after it
        self.watch = watch
        self.listed = listed
        self.textual = textual
        self.count = len(phrases)
        self.wordings: list[Wording | None] = [None] * len(phrases)

    def compile(self, number: int) -> Wording:
        """The wording of that number, worked out on first use."""
        found = self.wordings[number] = compile_wording(self.phrases[number], self.fields, self.line, self.size)
        return found


def compile_wording(phrase: str, fields: dict[str, str], line: int, size: int) -> Wording:
    """Turn a phrase into a template: fields in place, slots to `%s`.

    `\\0k~\\0` becomes a value appended at the end, in brackets if need be; `\\0k?\\0` and `\\0k!\\0` are looked at
    first.
    """
    parts = phrase.lstrip("@^").format_map(fields).split("\0")
    slots: list[int] = []
    signed: list[int] = []
    numeric: list[int] = []
    sized: list[int] = []
    for part in parts[1::2]:
        if part[-1] == "~":
            slots.append(size + len(signed))
            signed.append(int(part[:-1]))
        elif part[-1] == "?":
            slots.append(int(part[:-1]))
            numeric.append(slots[-1])
        elif part[-1] == "!":
            slots.append(int(part[:-1]))
            sized.append(slots[-1])
        else:
            slots.append(int(part))
    plain = [part.replace("%", "%%") if slots else part for part in parts[::2]]
    template = "%s".join(plain)
    looked_at = signed + numeric + sized
    if len(looked_at) == 1:
        looked_at *= 2  # so that itemgetter gives a tuple; a number too many at the end does no harm
    heads = None
    if phrase[:1] == "^":
        template = template[:1].upper() + template[1:]
    else:
        heads = heads_of(line, phrase[:1] != "@", not template)
    fill = itemgetter(*slots) if slots else None
    look = itemgetter(*looked_at) if looked_at else None
    return Wording(template, fill, look, len(signed), len(numeric), bool(sized), template.count("<"), heads)
