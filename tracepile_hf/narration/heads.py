"""How a statement's line is named: at the start of a sentence, joined to the one before, or after an interruption."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

Table = tuple[tuple[str, str], ...]

LINE_NUMBER: Final = re.compile(r".*?[Ll]ine \d+")
PLAIN: Final = 7  # so many heads, in front, that suit the beginning of a text too

SUBJECT: Final[Table] = (
    ("Line ", " "),
    ("Line ", " "),
    ("Line ", " "),
    ("Line ", " "),
    ("Line ", " "),
    ("Line ", " "),
    ("Line ", " "),
    ("Then line ", " "),
    ("Then line ", " "),
    ("Next, line ", " "),
    ("Next, line ", " "),
    ("Now line ", " "),
    ("Now line ", " "),
    ("After that, line ", " "),
    ("Next comes line ", ", which "),
    ("Then comes line ", ", which "),
)
PLACE: Final[Table] = (
    ("On line ", ", "),
    ("On line ", ", "),
    ("On line ", ", "),
    ("On line ", ", "),
    ("At line ", ", "),
    ("At line ", ", "),
    ("Line ", ": "),
    ("Line ", ": "),
    ("Then on line ", ", "),
    ("Then on line ", ", "),
    ("Now on line ", ", "),
    ("Next, on line ", ", "),
    ("After that, on line ", ", "),
    ("We come to line ", ": "),
    ("We reach line ", ", where "),
    ("Control reaches line ", ", where "),
)
JOIN_SUBJECT: Final[Table] = (
    ("; line ", " "),
    (", and line ", " "),
    (", then line ", " "),
    ("; then line ", " "),
)
JOIN_PLACE: Final[Table] = (
    ("; on line ", ", "),
    (", and on line ", ", "),
    ("; then on line ", ", "),
    ("; at line ", ", "),
)
BACK: Final[Table] = (
    ("Back on line ", ", "),
    ("Back at line ", ", "),
    ("Line ", " resumes: "),
    ("Returning to line ", ", "),
    ("Line ", " picks up again: "),
    ("Line ", " carries on: "),
)
BACK_SUBJECT: Final[Table] = (
    ("Back on line ", ", the program "),
    ("Back at line ", ", the statement "),
    ("Line ", " resumes and "),
    ("Line ", " carries on and "),
    ("Line ", " picks up again and "),
    ("Back on line ", ", the statement "),
)
CAUGHT: Final[Table] = (
    ("The exception is caught on line ", ", where "),
    ("The exception is caught on line ", ": "),
    ("Then the exception is caught on line ", ", where "),
    ("Then the exception is caught on line ", ": "),
)
CAUGHT_SUBJECT: Final[Table] = (
    ("The exception is caught on line ", ", which "),
    ("Then the exception is caught on line ", ", which "),
)
NEVER: Final[tuple[str, ...]] = (
    ", and line %d never ran in it",
    "; line %d never ran in it",
    ", and we note that line %d never ran in it",
)


class Heads(NamedTuple):
    """The heads of one line for one style of wording."""

    start: tuple[str, ...]  # sixteen, at the start of a sentence
    after: tuple[str, ...]  # the same after the full stop of another
    join: tuple[str, ...]  # four
    back: tuple[str, ...]  # six
    caught: tuple[str, ...]  # four


@lru_cache(maxsize=4096)
def heads_of(line: int, subject: bool, bare: bool) -> Heads:
    """The heads of a line; `subject` for wordings that begin with a verb, `bare` for those that end with the head."""
    start, join, back = (SUBJECT, JOIN_SUBJECT, BACK_SUBJECT) if subject else (PLACE, JOIN_PLACE, BACK)
    started = _written(start, line, bare)
    caught = CAUGHT_SUBJECT if subject else CAUGHT
    return Heads(
        started,
        tuple([". " + head for head in started]),
        _written(join, line, bare),
        _written(back, line, bare),
        _written(caught, line, bare),
    )


def _written(table: Table, line: int, bare: bool) -> tuple[str, ...]:
    return tuple([f"{before}{line}{after.rstrip() if bare else after}" for before, after in table])
