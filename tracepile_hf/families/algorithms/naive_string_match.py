"""Naive string matching (CLRS): try the pattern at every position."""

from __future__ import annotations

from itertools import takewhile
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Given a text and a pattern, find every index at which the pattern begins in the text, overlapping occurrences
included, by comparing letter by letter at every position. Return the list of indices and the number of letter
comparisons made.
"""

CODE = """
def find_all(text, pattern):
    positions = []
    comparisons = 0
    for start in range(len(text) - len(pattern) + 1):
        matched = 0
        while matched < len(pattern):
            comparisons += 1
            if text[start + matched] != pattern[matched]:
                break
            matched += 1
        if matched == len(pattern):
            positions.append(start)
    return positions, comparisons
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    letters = random.choice(["ab", "xy", "abc"])
    text = "".join(random.choices(letters, k=size))
    length = min(size, random.randint(2, 4))
    start = random.randint(0, size - length)
    pattern = text[start : start + length]
    if random.random() < 0.2:
        pattern = "".join(random.choices(letters, k=length))
    return text, pattern


def oracle(text: str, pattern: str) -> tuple[list[int], int]:
    positions = [i for i in range(len(text)) if text.startswith(pattern, i)]
    windows = [text[i : i + len(pattern)] for i in range(len(text) - len(pattern) + 1)]
    shared = [
        sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(window, pattern, strict=True)))
        for window in windows
    ]
    return positions, sum(min(length + 1, len(pattern)) for length in shared)


FAMILY = function_family(
    name="naive_string_match",
    title="Naive string matching",
    statement=STATEMENT,
    code=CODE,
    entry_point="find_all",
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=300,
)
