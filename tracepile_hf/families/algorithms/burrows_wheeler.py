"""Burrows-Wheeler: recover a text from the last column of its sorted rotations."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
All rotations of a text that ends in '$' (which occurs nowhere else and sorts before the letters) were sorted, and
only the last letters of the rotations, read from top to bottom, are given. Return the text without its '$', found by
following each letter to its place in the first column.
"""

CODE = """
def undo_bwt(last_column):
    seen = {}
    ranks = []
    for letter in last_column:
        ranks.append(seen.get(letter, 0))
        seen[letter] = seen.get(letter, 0) + 1
    first_row = {}
    total = 0
    for letter in sorted(seen):
        first_row[letter] = total
        total += seen[letter]
    text = ""
    row = 0
    while last_column[row] != "$":
        letter = last_column[row]
        text = letter + text
        row = first_row[letter] + ranks[row]
    return text
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    words = ["banana", "pepper", "cheese", "coffee", "noodle", "tomato", "lettuce", "carrot", "radish", "onion"]
    if size == 7 and random.random() < 0.2:
        text = random.choice(words) + "$"
    else:
        text = "".join(random.choices(random.sample("abdenorst", random.randint(2, 4)), k=size)) + "$"
    return ("".join(text[i - 1] for i in sorted(range(len(text)), key=lambda i: text[i:] + text[:i])),)


def oracle(last_column: str) -> str:
    rows = [""] * len(last_column)
    for _ in last_column:
        rows = sorted(letter + row for letter, row in zip(last_column, rows, strict=True))
    return next(row for row in rows if row.endswith("$"))[:-1]


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    text = result + "$"
    rotations = sorted(text[start:] + text[:start] for start in range(len(text)))
    yield ("".join(rotation[-1] for rotation in rotations),)


FAMILY = function_family(
    name="burrows_wheeler",
    title="Undoing the Burrows-Wheeler transform",
    statement=STATEMENT,
    code=CODE,
    entry_point="undo_bwt",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=60,
    invert=Inverse(
        "what is given are the last letters of all rotations of the text and its $ in their sorted "
        "order, so we sort those rotations",
        (
            "result + '$'",
            "len(result) + 1",
        ),
        invert,
    ),
)
