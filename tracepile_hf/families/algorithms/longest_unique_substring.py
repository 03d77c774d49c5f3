"""Two pointers: the longest stretch of a text in which no letter repeats."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
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


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    best, lengths = output
    letters: list[int] = []
    for place, length in enumerate(lengths):
        cut = place - length
        grows = place == 0 or length == lengths[place - 1] + 1
        letters.append(place if grows else letters[cut])
    for end in range(len(lengths)):
        if lengths[end] == len(best):
            names = dict(zip(letters[end - len(best) + 1 : end + 1], best, strict=True))
            spare = iter(sorted(set("abcdefghijklmnopqrstuvwxyz") - set(best)))
            yield ("".join(names[one] if one in names else names.setdefault(one, next(spare, "?")) for one in letters),)
            return


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
    invert=invert,
)
