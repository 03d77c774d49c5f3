"""Lexicographically least rotation with two candidates."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
A word is written around a circle. Return the index at which reading must begin to get the alphabetically smallest
word (the smallest such index), and that word.
"""

CODE = """
def smallest_rotation(word):
    n = len(word)
    i, j, matched = 0, 1, 0
    while i < n and j < n and matched < n:
        a = word[(i + matched) % n]
        b = word[(j + matched) % n]
        if a == b:
            matched += 1
            continue
        if a > b:
            i += matched + 1
        else:
            j += matched + 1
        if i == j:
            j += 1
        matched = 0
    start = min(i, j)
    return start, word[start:] + word[:start]
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    word = "".join(random.choices(random.choice(["ab", "abc", "dune"]), k=size + random.randint(0, 2)))
    return (word * 2 if random.random() < 0.1 else word,)


def oracle(word: str) -> tuple[int, str]:
    rotated, start = min((word[i:] + word[:i], i) for i in range(len(word)))
    return start, rotated


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    start, rotated = result
    cut = len(rotated) - start
    yield (rotated[cut:] + rotated[:cut],)


FAMILY = function_family(
    name="minimum_rotation",
    title="The smallest rotation of a word",
    statement=STATEMENT,
    code=CODE,
    entry_point="smallest_rotation",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=120,
    invert=Inverse(
        "the rotation begins at a place of the word, so it is turned back by as many places",
        (
            "result[1]",
            "result[0]",
        ),
        invert,
    ),
)
