"""Rules tried on a word until one fails, against checking all at once."""

from __future__ import annotations

import re
from random import Random

from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import WORDS

STATEMENTS = (
    """A club takes only words that have at least $least letters, contain the letter $needed, and do not begin with $banned. Of the words $text, how many does it take?""",
    """How many of these words have $least letters or more, the letter $needed among them, and a first letter other than $banned? $text.""",
)

CODE = """
taken_words = []
for word in $words:
    if len(word) < $least:
        #: taken => {word|title} has only {len(word)|letter~letters}. || With {len(word)|letter~letters} {word} is too short.
        continue
    if "$needed" not in word:
        #: taken => {word|title} has no $needed. || There is no $needed in {word}.
        continue
    if word[0] == "$banned":
        #: taken => {word|title} begins with $banned. || The first letter of {word} is $banned, so it is out.
        continue
    taken_words.append(word)
    #: {word|title} passes all three. || Everything is right with {word}.
print(len(taken_words))
#: They take {taken_words}, which is {len(taken_words)}. || So {len(taken_words)} in all: {taken_words}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    words = random.sample(WORDS, size + 4)
    return {
        "words": words,
        "least": random.randint(5, 6),
        "needed": random.choice("aeio"),
        "banned": random.choice([word[0] for word in words]),
        "text": ", ".join(words),
    }


def oracle(words: list[str], least: int, needed: str, banned: str) -> int:
    return len([w for w in words if re.fullmatch(rf"(?!{banned})(?=.*{needed}).{{{least},}}", w)])


FAMILY = told_family(
    name="word_test",
    title="Whether a word obeys all the rules",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=20,
)
