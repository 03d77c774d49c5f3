"""Count words, leaving out those of a stop list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Count the words of a text without regard to case; full stops and commas are no part of words. Words of the stop list
are left out. Return the three commonest words with their counts, alphabetically where equally common.
"""

CODE = """
def top_words(text, stop_list):
    counts = {}
    for raw in text.split():
        word = raw.strip(".,").lower()
        if word in stop_list:
            continue
        counts[word] = counts.get(word, 0) + 1
    ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ranking[:3]
"""


WORDS = ["The", "cat", "saw", "a", "dog", "and", "the", "dog", "saw", "Rain", "rain", "ran", "by", "Dog", "cat"]


def generate(random: Random, size: int) -> tuple[object, ...]:
    words = random.choices(WORDS, k=size + 2)
    text = " ".join(word + random.choice(["", "", "", ",", "."]) for word in words)
    return text, random.sample(["the", "a", "and", "by"], 2)


def oracle(text: str, stop_list: list[str]) -> list[tuple[str, int]]:
    words = re.findall("[a-z]+", text.lower())
    counts = Counter(sorted(word for word in words if word not in stop_list))
    return counts.most_common(3)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield " ".join(word for word, count in result for _ in range(count)), []


FAMILY = function_family(
    name="word_frequency",
    title="The commonest words of a text",
    statement=STATEMENT,
    code=CODE,
    entry_point="top_words",
    generate=generate,
    oracle=oracle,
    default_size=12,
    max_size=200,
    invert=Inverse(
        "only the counts matter, so each word is written as often as it occurred, and no word is stopped",
        ("[count for word, count in result]",),
        invert,
    ),
)
