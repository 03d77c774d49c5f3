"""Sentences that are beside the point of a word problem: true, with numbers, and of no use."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from tracepile_hf.families.mathematics._words import MEN, TOWNS, WEEKDAYS, WOMEN, names

_SENTENCES: Final = (
    "{other}, who lives in {town}, is {a} years old.",
    "It is a {day}, and outside it is {b} degrees.",
    "A neighbour called {other} has {a} books about something else.",
    "{other} wrote this down on page {c} of a notebook.",
    "The town of {town} has {c} street lamps.",
    "On {day}s {other} walks {b} km before breakfast.",
    "{other} has asked the same question {a} times before.",
    "A clock on the wall was bought {b} years ago.",
    "All of this was told to {other} on the {a}th floor of a house in {town}.",
    "The last bus to {town} has {c} seats.",
    "{other} bought a pair of shoes of size {a} that morning.",
    "There are {b} chairs in the room where {other} thinks about this.",
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!])\s+(?=[A-Z])")


def beside_the_point(statement: str, random: Random) -> str:
    """The statement with one such sentence before one of its own; as it is where it has a list or formula in it."""
    if "\n" in statement or "$" in statement.replace("$ ", ""):
        parts = [statement]
    else:
        parts = _SENTENCE_END.split(statement)
    free = [name for name in names(random, 12) if name not in statement] or [(*WOMEN, *MEN)[0]]
    sentence = random.choice(_SENTENCES).format(
        other=free[0],
        town=random.choice([town for town in TOWNS if town not in statement]),
        day=random.choice(WEEKDAYS),
        a=random.randint(4, 19),
        b=random.randint(4, 29),
        c=random.randint(20, 190),
    )
    place = random.randrange(len(parts))
    parts.insert(place, sentence)
    return " ".join(parts)
