"""How a statement's line is named: at the start of a sentence, joined to the one before, or after an interruption."""

from __future__ import annotations

from typing import Final

Heads = tuple[tuple[str, str], ...]

SUBJECT: Final[Heads] = (
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
PLACE: Final[Heads] = (
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
JOIN_SUBJECT: Final[Heads] = (
    ("; line ", " "),
    (", and line ", " "),
    (", then line ", " "),
    ("; then line ", " "),
)
JOIN_PLACE: Final[Heads] = (
    ("; on line ", ", "),
    (", and on line ", ", "),
    ("; then on line ", ", "),
    ("; at line ", ", "),
)
BACK: Final[Heads] = (
    ("Back on line ", ", "),
    ("Back at line ", ", "),
    ("Line ", " resumes: "),
    ("Returning to line ", ", "),
)
BACK_SUBJECT: Final[Heads] = (
    ("Back on line ", ", the program "),
    ("Back at line ", ", the statement "),
    ("Line ", " resumes and "),
    ("Line ", " carries on and "),
)
NEVER: Final[tuple[str, ...]] = (
    ", and line %d never ran in it",
    "; line %d never ran in it",
    ", and we note that line %d never ran in it",
    ", though line %d never ran in it",
)
