"""Letter by letter, against one shifted alphabet."""

from __future__ import annotations

import string
from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN
from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import WORDS

STATEMENTS = (
    """In a secret script every letter is replaced by the one that stands $shift places later in the alphabet, and after z it goes on with a. How is "$word" written in it?""",
    """$name moves each letter of "$word" forward by $shift in the alphabet (z is followed by a). What comes out?""",
)

CODE = """
alphabet = "abcdefghijklmnopqrstuvwxyz"
written = ""
for letter in "$word":
    place = alphabet.index(letter) + 1
    new = place + $shift
    #: {letter|quoted} is letter {place}, and {place} + $shift = {new}. || For {letter|quoted}, number {place}: {place} + $shift = {new}.
    if new > 26:
        new -= 26
        #: Past z we go on at {was new} - 26 = {new}. || That is beyond 26, so {was new} - 26 = {new}.
    written += alphabet[new - 1]
    #: Number {new} is {alphabet[new - 1]|quoted}. || So it becomes {alphabet[new - 1]|quoted}.
print(written)
#: The whole word is {written}. || Put together: {written}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    word = random.choice(WORDS) if size > 3 else random.choice(WORDS)[: size + 2]
    return {"word": word, "shift": random.randint(2, 23), "name": random.choice((*WOMEN, *MEN))}


def oracle(word: str, shift: int) -> str:
    letters = string.ascii_lowercase
    return word.translate(str.maketrans(letters, letters[shift:] + letters[:shift]))


FAMILY = told_family(
    name="letter_shift",
    title="A word enciphered by shifting its letters",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=9,
)
