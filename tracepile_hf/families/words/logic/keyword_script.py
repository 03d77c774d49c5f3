"""Shifts by the letters of a keyword in turn, against sums of code points."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.mathematics._words import MEN, WOMEN
from tracepile_hf.families.telling import told_family
from tracepile_hf.families.words._things import WORDS

STATEMENTS = (
    """Write the key "$key" again and again below the word "$word". Each letter of the word moves on in the alphabet by the place of the key's letter below it, where a counts 0, b counts 1 and so forth; after z comes a. What is the result?""",
    """$name hides "$word" with the keyword "$key": the letters of the key, used in turn, tell how far each letter goes forward (a: 0, b: 1, c: 2 and so on; z is followed by a). Which word is sent?""",
)

CODE = """
alphabet = "abcdefghijklmnopqrstuvwxyz"
word, key = "$word", "$key"
sent = ""
for i in range(len(word)):
    place = alphabet.index(word[i])
    step = alphabet.index(key[i % len(key)])
    total = place + step
    #: {word[i]|quoted} counts {place} and {key[i % len(key)]|quoted} {step}: {place} + {step} = {total}. || Letter {i + 1}: {place} for {word[i]|quoted} and {step} for {key[i % len(key)]|quoted} make {total}.
    if total > 25:
        total -= 26
        #: Beyond 25 we take off 26, which gives {total}. || That is too much by 26: {was total} - 26 = {total}.
    sent += alphabet[total]
    #: {total} stands for {sent[-1]|quoted}. || The letter for {total} is {sent[-1]|quoted}.
print(sent)
#: All together: {sent}. || What is sent is {sent}.
"""


def generate(random: Random, size: int) -> dict[str, object]:
    word, key = random.sample(WORDS, 2)
    return {"word": word[: max(3, size + 1)], "key": key[: random.randint(2, 4)], "name": random.choice((*WOMEN, *MEN))}


def oracle(word: str, key: str) -> str:
    return "".join(chr((ord(a) + ord(b) - 194) % 26 + 97) for a, b in zip(word, key * len(word), strict=False))


FAMILY = told_family(
    name="keyword_script",
    title="A word enciphered with a keyword",
    domain="logic-words",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=9,
)
