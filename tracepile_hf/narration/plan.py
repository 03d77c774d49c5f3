"""Plans: how the steps of one shape are told, worked out once and then filled with each step's values.

Steps of one shape share their line, their tests' outcomes, and the names of what they evaluated and changed; only values
differ. A `Plan` holds the wordings as templates over those values, so telling a step costs a look-up and a `%`.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any, Final, NamedTuple

Extra = tuple[str, int]  # what a plan needs beyond operands and changes: ("old", position in changed), ("count", 0), ...

SUBJECT: Final = 0  # "Line 5 sets ...": the wording goes on after the line
PLACE: Final = 1  # "On line 5, ...": the wording is a clause of its own
WHOLE: Final = 2  # the wording names its own line or needs none


class Wording(NamedTuple):
    """One way to tell a step: its style, a `%` template, what fills it, and which values may need brackets."""

    style: int
    template: str
    fill: Callable[[list[str]], Any] | None
    signed: tuple[int, ...]  # these are appended, in brackets when negative
    numeric: tuple[int, ...]  # these have to be plain numbers, or the shape is told by another plan
    marks: int  # how many `<` the template itself has: any more come from values that are no literals


class Plan:
    """The wordings for one shape of step. `closed` wordings are whole sentences: nothing is joined to them."""

    __slots__ = ("_wordings", "after", "count", "extras", "fields", "light", "phrases", "size", "textual", "watch")

    def __init__(
        self,
        phrases: tuple[str, ...],
        fields: dict[str, str],
        size: int,
        extras: tuple[Extra, ...] = (),
        *,
        light: bool = False,
        after: str = "",
        watch: bool = False,
        textual: bool = True,
    ) -> None:
        self.phrases = phrases
        self.fields = fields
        self.size = size  # how many values a step of this shape brings, extras included
        self.extras = extras
        self.light = light  # short enough to share a sentence
        self.after = after  # "" closed by itself; "bare" or "clause": the next event goes into the same sentence
        self.watch = watch  # a branch that is taken here: remembered for "line 5 never ran in it"
        self.textual = textual  # values of any kind are welcome; else only numbers
        self.count = len(phrases)
        self._wordings: list[Wording | None] = [None] * len(phrases)

    def wording(self, number: int) -> Wording:
        """The wording of that number, compiled on first use."""
        found = self._wordings[number]
        if found is None:
            found = self._wordings[number] = compile_wording(self.phrases[number], self.fields, self.size)
        return found


def compile_wording(phrase: str, fields: dict[str, str], size: int) -> Wording:
    """Turn a phrase into a template: fields in place, slots to `%s`.

    `\\0k~\\0` becomes a value appended at the end, in brackets if need be; `\\0k?\\0` one that is looked at first.
   """
    style = PLACE if phrase[:1] == "@" else WHOLE if phrase[:1] == "^" else SUBJECT
    parts = phrase.lstrip("@^").format_map(fields).split("\0")
    slots: list[int] = []
    signed: list[int] = []
    numeric: list[int] = []
    for part in parts[1::2]:
        if part[-1] == "~":
            slots.append(size + len(signed))
            signed.append(int(part[:-1]))
        elif part[-1] == "?":
            slots.append(int(part[:-1]))
            numeric.append(slots[-1])
        else:
            slots.append(int(part))
    plain = [part.replace("%", "%%") if slots else part for part in parts[::2]]
    template = "%s".join(plain)
    fill = itemgetter(*slots) if slots else None
    return Wording(style, template, fill, tuple(signed), tuple(signed + numeric), template.count("<"))
