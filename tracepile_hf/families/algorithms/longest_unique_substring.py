"""Two pointers: the longest stretch of a text in which no letter repeats."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Return the longest stretch of a text in which no letter occurs twice (the first if several are equally long) and the
list of the lengths of the longest such stretches ending at each index.
"""

CODE = """
def longest_unique(text):
    last_seen = {}
    start = 0
    best = ""
    lengths = []
    for i, letter in enumerate(text):
        if letter in last_seen and last_seen[letter] >= start:
            start = last_seen[letter] + 1
        last_seen[letter] = i
        lengths.append(i - start + 1)
        if i - start + 1 > len(best):
            best = text[start:i + 1]
    return best, lengths
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ("".join(random.choices(random.choice(["abcd", "pqrst", "lemon"]), k=size)),)


def oracle(text: str) -> tuple[str, list[int]]:
    unique = [text[a:b] for a in range(len(text)) for b in range(a + 1, len(text) + 1) if len(set(text[a:b])) == b - a]
    lengths = [
        max(length for length in range(1, end + 1) if len(set(text[end - length : end])) == length)
        for end in range(1, len(text) + 1)
    ]
    return max(unique, key=len), lengths


IDEA = (
    "The window from `start` to here holds no letter twice. A letter that is in it already moves `start` "
    "to just after its last place."
)
INVARIANTS = (
    Invariant(
        "len(set(text[start:i + 1])) == i - start + 1",
        "the window {text[start:i + 1]} has {i - start + 1|# letter}, all different",
        line="lengths.append(i - start + 1)",
    ),
    Invariant(
        "len(set(result[0])) == len(result[0]) == max(result[1] + [0])",
        "{result[0]} has {len(result[0])|# letter}, no one twice, and no window was longer",
        moment="result",
    ),
    Invariant(
        "len(text) == len(result[1]) and result[0] in text",
        "the text has {len(result[1])|# letter}, and {result[0]} is in it",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    best, lengths = result
    end = lengths.index(max(lengths))
    known = dict(zip(range(end - len(best) + 1, end + 1), best, strict=True))
    spare = [letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in best]
    same = list(range(len(lengths)))
    for place, length in enumerate(lengths):
        if place and length <= lengths[place - 1]:
            same[place] = same[place - length]
    names = {same[place]: letter for place, letter in known.items()}
    for first in same:
        if first not in names:
            if not spare:
                return
            names[first] = spare.pop(0)
    yield ("".join(names[first] for first in same),)


FAMILY = function_family(
    name="longest_unique_substring",
    title="Longest stretch without repetition",
    statement=STATEMENT,
    code=CODE,
    entry_point="longest_unique",
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "where the length grows by one the letter is new to the stretch, and where it does not the "
        "letter is the one in front of the stretch that is left; the letters of the best stretch are "
        "known and the others are free",
        (
            "result[0]",
            "result[1]",
        ),
        invert,
    ),
)
