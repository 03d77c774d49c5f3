"""Z algorithm: for each position, how much of the word's beginning is repeated there."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
For each index of a word return how many letters from there on agree with the beginning of the word; the entry for
index 0 is the word's length.
"""

CODE = """
def z_array(word):
    n = len(word)
    z = [0] * n
    z[0] = n
    left = right = 0
    for i in range(1, n):
        if i < right:
            z[i] = min(right - i, z[i - left])
        while i + z[i] < n and word[z[i]] == word[i + z[i]]:
            z[i] += 1
        if i + z[i] > right:
            left = i
            right = i + z[i]
    return z
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    letters = random.sample("abcxyz", 3)
    block = "".join(random.choices(letters[:2], k=random.randint(2, 4)))
    word = ""
    while len(word) < size:
        word += block if random.random() < 0.6 else random.choice(letters)
    return (word[: size + 1],)


def oracle(word: str) -> list[int]:
    return [max(k for k in range(len(word) - i + 1) if word[:k] == word[i : i + k]) for i in range(len(word))]


IDEA = (
    "Inside a stretch that agrees with the beginning of the word, earlier values can be copied. Letters "
    "are compared only beyond that stretch."
)
INVARIANTS = (
    Invariant(
        "word[:z[i]] == word[i:i + z[i]]",
        "from place {i} on, {z[i]|# letter} {z[i]|agrees/agree} with the beginning: {word[:z[i]]}",
        line="z[i] += 1",
    ),
    Invariant(
        "word[left:right] == word[:right - left]",
        "the stretch from {left} to {right - 1} reads {word[left:right]}, as the word begins",
        line="right = i + z[i]",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    word = ""
    fresh = iter("abcdefghijklmnopqrstuvwxyz")
    for place in range(len(result)):
        copied = next((place - start for start in range(1, place + 1) if start + result[start] > place), None)
        letter = next(fresh, None) if copied is None else word[copied]
        if letter is None:
            return
        word += letter
    yield (word,)


FAMILY = function_family(
    name="z_function",
    title="The Z array",
    statement=STATEMENT,
    code=CODE,
    entry_point="z_array",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "the first number is the length of the word; a number at another place says that so many letters "
        "from there on repeat the beginning, and a letter that no such stretch covers is a new one",
        (
            "result[0]",
            "result[1:]",
        ),
        invert,
    ),
)
