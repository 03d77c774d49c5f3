"""Each letter by its counterpart from the other end, against translating at once."""

from __future__ import annotations

import string
from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN
from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import WORDS

STATEMENTS = (
    """In the mirror alphabet a and z change places, b and y, c and x, and so on to the middle. Write "$word" in it.""",
    """$name exchanges each letter for the one that is as far from the end of the alphabet as it is from the beginning. What becomes of "$word"?""",
)

CODE = """
alphabet = "abcdefghijklmnopqrstuvwxyz"
written = ""
for letter in "$word":
    place = alphabet.index(letter) + 1
    other = 27 - place
    written += alphabet[other - 1]
    #: {letter|quoted} is number {place}; 27 - {place} = {other} is {alphabet[other - 1]|quoted}. || Number {place}, {letter|quoted}, turns into number 27 - {place} = {other}, {alphabet[other - 1]|quoted}.
print(written)
#: That makes {written}. || The word in the mirror is {written}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    first, second = random.sample(WORDS, 2)
    return {"word": (first + second)[: random.randint(4, size + 4)], "name": random.choice((*WOMEN, *MEN))}


def oracle(word: str) -> str:
    return word.translate(str.maketrans(string.ascii_lowercase, string.ascii_lowercase[::-1]))


FAMILY = told_family(
    name="mirror_script",
    title="A word in the mirror alphabet",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=8,
)
