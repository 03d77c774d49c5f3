"""Dynamic programming: split a text without blanks into words of a list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
A text is written without blanks. Return one way of splitting it into words of the given list, and None if there is
none. It is built from the left: for every position that can be reached the shortest possible last word is kept.
"""

CODE = """
def split_words(text, words):
    last = [None] * (len(text) + 1)
    last[0] = ""
    for end in range(1, len(text) + 1):
        for word in words:
            start = end - len(word)
            if start < 0 or last[start] is None or text[start:end] != word:
                continue
            if last[end] is None or len(word) < len(last[end]):
                last[end] = word
    if last[len(text)] is None:
        return None
    parts = []
    end = len(text)
    while end > 0:
        parts.insert(0, last[end])
        end -= len(last[end])
    return parts
"""


LISTS = [
    ["in", "to", "into", "sight", "night", "on"],
    ["car", "pet", "carpet", "s", "care", "st"],
    ["be", "an", "bean", "s", "and", "d"],
]


def generate(random: Random, size: int) -> tuple[object, ...]:
    words = random.sample(random.choice(LISTS), 4)
    text = ""
    while len(text) < size - 1:
        text += random.choice(words)
    if random.random() < 0.12:
        text += "x"
    return text or words[0], words


def oracle(text: str, words: list[str]) -> list[str] | None:
    @cache
    def splits(end: int) -> tuple[str, ...] | None:
        if end == 0:
            return ()
        for word in sorted(words, key=len):
            if text[:end].endswith(word):
                before = splits(end - len(word))
                if before is not None:
                    return (*before, word)
        return None

    found = splits(len(text))
    return None if found is None else list(found)


IDEA = (
    "A beginning of the text can be split if it ends in a word and what stands before that word can be "
    "split. So all beginnings are worked out from short to long."
)
INVARIANTS = (
    Invariant(
        "text[:end].endswith(word) and last[start] is not None",
        "{text[:end]} ends in {word}, and what stands before can be split",
        line="last[end] = word",
    ),
    Invariant(
        "''.join(parts) == text[end - len(last[end]):]",
        "{parts} make up the end of the text",
        line="parts.insert(0, last[end])",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield "".join(result), list(dict.fromkeys(result))


FAMILY = function_family(
    name="word_break",
    title="Splitting a text into words",
    statement=STATEMENT,
    code=CODE,
    entry_point="split_words",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=40,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the text is made of these parts, and where only the parts are words it can be split into them",
        ("''.join(result)",),
        invert,
    ),
)
