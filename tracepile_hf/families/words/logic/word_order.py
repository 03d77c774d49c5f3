"""Insertion of each word into a sorted list, against Python's sort."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import WORDS

STATEMENTS = (
    """Put these words into alphabetical order: $text.""",
    """In which order would a dictionary have $text?""",
)

CODE = """
done = []
for word in $words:
    place = 0
    while place < len(done) and done[place] < word:
        place += 1
    done.insert(place, word)
    #: place == len(done) - 1 => {word|title} goes to the end: {done|comma}. || Behind all others comes {word}: {done|comma}.
    #: {word|title} goes before {done[place + 1]}: {done|comma}. || Before {done[place + 1]} comes {word}: {done|comma}.
print(", ".join(done))
#: The order is {done|comma}. || All in order: {done|comma}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    words = random.sample(WORDS, size + 1)
    return {"words": words, "text": ", ".join(words)}


def oracle(words: list[str]) -> str:
    return ", ".join(sorted(words))


FAMILY = told_family(
    name="word_order",
    title="Words put into the order of a dictionary",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=16,
)
