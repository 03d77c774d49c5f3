"""Suffix array of a word with the lengths of common prefixes of neighbours."""

from __future__ import annotations

from itertools import pairwise
from os.path import commonprefix
from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Sort all suffixes of a word alphabetically. Return the list of the indices at which they begin, the list of the
lengths of the common beginnings of each two neighbours in that order, and the longest stretch that occurs twice in
the word ('' if none).
"""

CODE = """
def suffix_array(word):
    order = sorted(range(len(word)), key=lambda start: word[start:])
    common = []
    repeated = ""
    for i in range(1, len(order)):
        a, b = order[i - 1], order[i]
        length = 0
        while a + length < len(word) and b + length < len(word):
            if word[a + length] != word[b + length]:
                break
            length += 1
        common.append(length)
        if length > len(repeated):
            repeated = word[a:a + length]
    return order, common, repeated
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    if random.random() < 0.2 and size < 9:
        return (random.choice(["banana", "tattoo", "papaya", "cocoa", "mamma"]),)
    return ("".join(random.choices(random.sample("abinst", random.randint(2, 3)), k=size)),)


def oracle(word: str) -> tuple[list[int], list[int], str]:
    suffixes = sorted(word[i:] for i in range(len(word)))
    common = [len(commonprefix(pair)) for pair in pairwise(suffixes)]  # noqa: RUF071 (text, not paths)
    parts = {word[a:b] for a in range(len(word)) for b in range(a + 1, len(word) + 1)}
    stretches = sorted(part for part in parts if word.find(part) != word.rfind(part))
    return [len(word) - len(suffix) for suffix in suffixes], common, max(stretches, key=len, default="")


IDEA = (
    "Ends of the word that begin alike stand side by side once they are sorted. So the longest part that "
    "occurs twice is found between neighbours."
)
INVARIANTS = (
    Invariant(
        "word[a:a + length] == word[b:b + length]",
        "the ends from {a} and {b} share their first {length|# letter}",
        line="common.append(length)",
    ),
    Invariant(
        "word.count(repeated) >= 1 and length == len(repeated)",
        "{repeated} stands at {a} and at {b}, and nothing longer was found so far",
        line="repeated = word[a:a + length]",
    ),
)


FAMILY = function_family(
    name="suffix_array",
    title="Suffix array and common prefixes",
    statement=STATEMENT,
    code=CODE,
    entry_point="suffix_array",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
)
