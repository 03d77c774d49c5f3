"""Group words by their sorted letters."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
Return the groups of words that are made of the same letters, larger groups first, groups of the same size in the
order in which they were begun; within a group the words are in alphabetical order.
"""

CODE = """
def group_anagrams(words):
    groups = {}
    for word in words:
        key = "".join(sorted(word))
        if key not in groups:
            groups[key] = []
        groups[key].append(word)
    result = []
    for members in groups.values():
        members.sort()
        result.append(members)
    result.sort(key=len, reverse=True)
    return result
"""


WORDS = [
    "stop",
    "post",
    "pots",
    "spot",
    "tops",
    "tea",
    "eat",
    "ate",
    "listen",
    "silent",
    "tinsel",
    "enlist",
    "cat",
    "act",
    "arc",
    "car",
    "night",
    "thing",
    "dusty",
    "study",
    "god",
    "dog",
]


def generate(random: Random, size: int) -> tuple[object, ...]:
    return (random.sample(WORDS, size) if size <= len(WORDS) else random.choices(WORDS, k=size),)


def oracle(words: list[str]) -> list[list[str]]:
    def same(a: str, b: str) -> bool:
        return all(a.count(letter) == b.count(letter) for letter in a + b)

    firsts = [word for i, word in enumerate(words) if not any(same(word, other) for other in words[:i])]
    groups = [sorted(word for word in words if same(word, first)) for first in firsts]
    return [group for size in range(len(words), 0, -1) for group in groups if len(group) == size]


IDEA = (
    "Two words are anagrams if their letters, sorted, spell the same. So the sorted letters serve as the "
    "name of a group."
)
INVARIANTS = (
    Invariant(
        "all(sorted(member) == sorted(word) for member in groups[key])",
        "every word in the group of {key} has the letters of {word}, sorted",
        line="groups[key].append(word)",
    ),
    Invariant(
        "sum([len(group) for group in result]) == len(words)",
        "the groups have {[len(group) for group in result]|sum} words in all, as many as were given",
        moment="result",
    ),
    Invariant(
        "len(words) == sum([len(group) for group in result])",
        "the words are those of the groups, {[len(group) for group in result]|sum}",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield ([word for group in result for word in group],)


FAMILY = function_family(
    name="anagram_groups",
    title="Groups of anagrams",
    statement=STATEMENT,
    code=CODE,
    entry_point="group_anagrams",
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "groups of the same size keep the order in which their first words came, and larger groups are "
        "put in front anyway, so the groups may be joined as they are",
        ("len(result)",),
        invert,
    ),
)
