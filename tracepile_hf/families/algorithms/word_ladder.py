"""Word ladder: the fewest single-letter changes between two words."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Change one letter at a time to get from one word to another, using only the words of a list (which contains both).
Return the words on a shortest ladder, found breadth first and trying the words in the order of the list, or None if
there is none.
"""

CODE = """
def one_letter_apart(first, second):
    different = 0
    for a, b in zip(first, second):
        if a != b:
            different += 1
    return different == 1


def word_ladder(words, start, goal):
    came_from = {start: None}
    queue = [start]
    for word in queue:
        if word == goal:
            ladder = []
            while word is not None:
                ladder.append(word)
                word = came_from[word]
            return ladder[::-1]
        for other in words:
            if other not in came_from and one_letter_apart(word, other):
                came_from[other] = word
                queue.append(other)
    return None
"""


WORDS = [
    "cat",
    "cot",
    "dot",
    "dog",
    "cog",
    "bat",
    "bag",
    "bog",
    "big",
    "dig",
    "wig",
    "pig",
    "pit",
    "sit",
    "sat",
    "hat",
    "hot",
    "hit",
    "pot",
    "tot",
    "ton",
    "tin",
    "fin",
    "fan",
    "ran",
    "run",
]


def generate(random: Random, size: int) -> tuple[object, ...]:
    first = random.randrange(len(WORDS) - min(size, 24))
    words = WORDS[first : first + size + 1]
    random.shuffle(words)
    start, goal = random.sample(words, 2)
    return words, start, goal


def oracle(words: list[str], start: str, goal: str) -> list[str] | None:
    def near(a: str, b: str) -> bool:
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1

    # All shortest ladders, grown together; the queue prefers the one that is earliest in the list at each rung.
    ladders = [[start]]
    seen = {start}
    while ladders:
        for ladder in ladders:
            if ladder[-1] == goal:
                return ladder
        longer: list[list[str]] = []
        for ladder in ladders:
            for word in words:
                if word not in seen and near(ladder[-1], word):
                    seen.add(word)
                    longer.append([*ladder, word])
        ladders = longer
    return None


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield result, result[0], result[-1]


FAMILY = function_family(
    name="word_ladder",
    title="Word ladder",
    statement=STATEMENT,
    code=CODE,
    entry_point="word_ladder",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=24,
    invert=Inverse(
        "the words of the ladder are enough: each differs from the one before it in one letter, and no two others do",
        (
            "result[0]",
            "result[-1]",
        ),
        invert,
    ),
)
