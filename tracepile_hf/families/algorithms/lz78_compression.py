"""LZ78: a growing dictionary of phrases."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Compress a text by LZ78: read the longest phrase already in the dictionary (numbered from 1 in the order of entry, 0
being the empty phrase) and one letter more, output the pair (number of the phrase, letter), and enter the phrase with
the letter as a new one. If the text ends inside a known phrase, the last pair is (its number, ''). Return the pairs.
"""

CODE = """
def lz78(text):
    numbers = {"": 0}
    pairs = []
    phrase = ""
    for letter in text:
        if phrase + letter in numbers:
            phrase += letter
            continue
        pairs.append((numbers[phrase], letter))
        numbers[phrase + letter] = len(numbers)
        phrase = ""
    if phrase:
        pairs.append((numbers[phrase], ""))
    return pairs
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ("".join(random.choices(random.choice(["ab", "abc", "TO"]), k=size + 2)),)


def oracle(text: str) -> list[tuple[int, str]]:
    phrases = [""]
    pairs = []
    rest = text
    while rest:
        longest = max((phrase for phrase in phrases if rest.startswith(phrase)), key=len)
        letter = rest[len(longest) : len(longest) + 1]
        pairs.append((phrases.index(longest), letter))
        phrases.append(longest + letter)
        rest = rest[len(longest) + 1 :]
    return pairs


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    phrases = [""]
    for number, letter in result:
        phrases.append(phrases[number] + letter)
    yield ("".join(phrases),)


FAMILY = function_family(
    name="lz78_compression",
    title="LZ78 compression",
    statement=STATEMENT,
    code=CODE,
    entry_point="lz78",
    generate=generate,
    oracle=oracle,
    default_size=10,
    max_size=200,
    invert=Inverse(
        "each pair stands for the phrase with its number and one more letter, so we rebuild the phrases "
        "in their order and join them",
        (
            "len(result)",
            "result[-1]",
        ),
        invert,
    ),
)
