"""Next permutation in dictionary order, several times."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Return the given number of permutations that follow the given one in dictionary order, as strings; after the last
permutation comes the first one.
"""

CODE = """
def advance(letters):
    i = len(letters) - 2
    while i >= 0 and letters[i] >= letters[i + 1]:
        i -= 1
    if i >= 0:
        j = len(letters) - 1
        while letters[j] <= letters[i]:
            j -= 1
        letters[i], letters[j] = letters[j], letters[i]
    letters[i + 1:] = reversed(letters[i + 1:])


def next_permutations(word, count):
    letters = list(word)
    result = []
    for _ in range(count):
        advance(letters)
        result.append("".join(letters))
    return result
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    letters = random.sample("abcdeg", 4)
    if random.random() < 0.3:
        letters[0] = letters[1]
    random.shuffle(letters)
    return "".join(letters), size


def oracle(word: str, count: int) -> list[str]:
    every = sorted({"".join(p) for p in permutations(word)})
    place = every.index(word)
    return [every[(place + k) % len(every)] for k in range(1, count + 1)]


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    letters = list(result[0])
    place = len(letters) - 2
    while place >= 0 and letters[place] <= letters[place + 1]:
        place -= 1
    if place >= 0:
        other = max(i for i in range(place + 1, len(letters)) if letters[i] < letters[place])
        letters[place], letters[other] = letters[other], letters[place]
    letters[place + 1 :] = reversed(letters[place + 1 :])
    yield "".join(letters), len(result)


FAMILY = function_family(
    name="next_permutations",
    title="The next permutations",
    statement=STATEMENT,
    code=CODE,
    entry_point="next_permutations",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=40,
    invert=Inverse(
        "the word before the first one is its predecessor in alphabetical order, found like a successor "
        "with the comparisons turned round, and the words tell how often to go on",
        (
            "result[0]",
            "len(result)",
        ),
        invert,
    ),
)
