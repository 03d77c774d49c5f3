"""Knuth-Morris-Pratt (CLRS): the prefix function and a search that never steps back."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Given a text and a pattern, return the list of all indices at which the pattern begins in the text (occurrences may
overlap), and the pattern's prefix table: for each of its prefixes the length of the longest shorter prefix that is
also its suffix.
"""

CODE = """
def prefix_table(pattern):
    table = [0] * len(pattern)
    length = 0
    for i in range(1, len(pattern)):
        while length > 0 and pattern[i] != pattern[length]:
            length = table[length - 1]
        if pattern[i] == pattern[length]:
            length += 1
        table[i] = length
    return table


def kmp_search(text, pattern):
    table = prefix_table(pattern)
    found = []
    matched = 0
    for i, letter in enumerate(text):
        while matched > 0 and letter != pattern[matched]:
            matched = table[matched - 1]
        if letter == pattern[matched]:
            matched += 1
        if matched == len(pattern):
            found.append(i - matched + 1)
            matched = table[matched - 1]
    return found, table
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    letters = random.choice(["ab", "ab", "abc", "CG"])
    pattern = "".join(random.choices(letters, k=random.randint(2, 5)))
    text = ""
    while len(text) < size:
        text += pattern if random.random() < 0.3 else random.choice(letters)
    return text, pattern


def oracle(text: str, pattern: str) -> tuple[list[int], list[int]]:
    found = [i for i in range(len(text)) if text[i : i + len(pattern)] == pattern]
    table = []
    for end in range(1, len(pattern) + 1):
        prefix = pattern[:end]
        table.append(max(k for k in range(end) if prefix[:k] == prefix[end - k :]))
    return found, table


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    found, table = output
    pattern = ""
    for place, length in enumerate(table):
        pattern += pattern[length - 1] if length else chr(ord("a") + place)
    text = ["z"] * (max(found, default=0) + len(pattern))
    for start in found:
        text[start : start + len(pattern)] = pattern
    yield "".join(text) if found else "z", pattern


IDEA = (
    "When a letter does not fit, the letters matched so far are known: their longest end that is also a "
    "beginning of the pattern still counts. So the text is never gone back in."
)
INVARIANTS = (
    Invariant(
        "pattern[:length] == pattern[i + 1 - length:i + 1] and length <= i",
        "{pattern[:i + 1]} begins and ends with the same {length|# letter}",
        line="table[i] = length",
    ),
    Invariant(
        "text[i - len(pattern) + 1:i + 1] == pattern",
        "the text from place {i - len(pattern) + 1} to {i} reads {pattern}",
        line="found.append(i - matched + 1)",
    ),
    Invariant(
        "len(pattern) == len(result[1]) and all(text[i:i + len(pattern)] == pattern for i in result[0])",
        "the pattern has {len(result[1])|# letter} and stands in the text at {result[0]}",
        moment="output",
    ),
)


FAMILY = function_family(
    name="kmp_match",
    title="Knuth-Morris-Pratt string matching",
    statement=STATEMENT,
    code=CODE,
    entry_point="kmp_search",
    generate=generate,
    oracle=oracle,
    default_size=11,
    max_size=400,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
