"""Plans: how the steps of one shape are told, worked out once and then filled with each step's values.

Steps of one shape share their line, their tests' outcomes, and the names of what they evaluated and changed; only
values differ. A `Plan` holds the wordings cut into pieces around those values, so telling a step costs a look-up and
a join (formatting would cost several times that).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from string import Formatter
from typing import Any, Final, NamedTuple

from tracepile_hf.narration.heads import Heads, heads_of

Extra = tuple[str, int]
"""What a plan needs beyond operands and changes: ("old", position in changed), ("count", 0), ("known xs", 0) ..."""

CLOSED, JOINABLE, OPEN, BARE, CLAUSE = range(5)
"""How a sentence stands: none begun; may be joined; may not; waits for a verb; waits for the event that follows."""

LEAVES: Final = {"bare": BARE, "clause": CLAUSE}


class Wording(NamedTuple):
    """One way to tell a step: pieces of text with what stands between them, and the ways its line can be named.

    `pick` takes the clause, piece by piece, from values + pieces; `order` is the same for values + pieces + the
    values that get brackets when they are negative.
    """

    pieces: tuple[str, ...]
    pick: Callable[[Sequence[str]], Any]
    order: tuple[int, ...]
    look: Callable[[Sequence[str]], tuple[str, ...]] | None  # values that are looked at first
    signed: int  # how many of these, in front, are written in brackets when negative
    numeric: int  # how many after them have to be numbers
    sized: bool  # whether those after them have to be containers or strings
    marks: int  # how many `<` the pieces have: any more come from values that are no literals

    def filled(self, values: tuple[str, ...], signed: Sequence[str]) -> str:
        """The clause with these values, and `signed` where numbers may need brackets."""
        parts = (*values, *self.pieces, *signed)
        return "".join([parts[position] for position in self.order])


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
        self.ordered = tuple(sorted(extras, key=lambda extra: extra[0] == "whole"))
        self.limit = limit  # characters of a clause; a longer one is told by another plan if there is one
        self.light = light
        self.leaves = LEAVES[after] if after else JOINABLE if light else OPEN  # how the sentence stands after it
        self.watch = watch
        self.listed = listed
        self.textual = textual
        self.count = len(phrases)
        self.wordings: list[tuple[Wording, Heads | None] | None] = [None] * len(phrases)
        self.others: dict[object, Plan] = {}  # what cannot be used -> the plan that does without it

    def compile(self, number: int) -> tuple[Wording, Heads | None]:
        """The wording of that number and the ways its line is named (None: it does so itself); made on first use."""
        mark, texts = _cut(self.phrases[number])
        wording = compile_wording(mark, texts, self.fields, self.size)
        ways = None if mark == "^" else heads_of(self.line, not mark, wording.pieces == ("",))
        found = self.wordings[number] = (wording, ways)
        return found


@lru_cache(maxsize=2048)
def _cut(phrase: str) -> tuple[str, tuple[tuple[str, str | None], ...]]:
    """The mark a phrase begins with, if any, and its texts, each with the name of the field after it."""
    mark = phrase[0] if phrase[:1] in ("@", "^") else ""
    return mark, tuple([(text, name) for text, name, _, _ in Formatter().parse(phrase[len(mark) :])])


def compile_wording(
    mark: str, texts: tuple[tuple[str, str | None], ...], fields: Mapping[str, str], size: int
) -> Wording:
    """Cut a phrase, with its fields in place, into pieces around its slots.

    `\\0k~\\0` stands for a value in brackets if need be; `\\0k?\\0` and `\\0k!\\0` are looked at first.
    """
    pieces: list[str] = []
    plain: list[int] = []  # the values between the pieces
    signed: list[int] = []
    numeric: list[int] = []
    sized: list[int] = []
    written = ""
    for text, name in texts:
        written += text
        if name is None:
            continue
        field = fields[name]
        if "\0" not in field:
            written += field
            continue
        chunks = field.split("\0")
        written += chunks[0]
        for position in range(1, len(chunks), 2):
            slot = chunks[position]
            kind = slot[-1]
            value = int(slot if kind.isdigit() else slot[:-1])
            plain.append(value)
            if kind == "~":
                signed.append(len(plain) - 1)
            elif kind == "?":
                numeric.append(value)
            elif kind == "!":
                sized.append(value)
            pieces.append(written)
            written = chunks[position + 1]
    pieces.append(written)
    if mark == "^":
        pieces[0] = pieces[0][:1].upper() + pieces[0][1:]
    order = [size]
    for position, value in enumerate(plain):
        order += (value, size + 1 + position)
    looked_at = [*[plain[position] for position in signed], *numeric, *sized]
    pick = itemgetter(*order)
    for position, place in enumerate(signed):
        order[2 * place + 1] = size + len(pieces) + position
    if len(looked_at) == 1:
        looked_at *= 2  # so that itemgetter gives a tuple; a number too many at the end does no harm
    return Wording(
        tuple(pieces),
        pick,
        tuple(order),
        itemgetter(*looked_at) if looked_at else None,
        len(signed),
        len(numeric),
        bool(sized),
        "".join(pieces).count("<"),
    )
