"""A word enciphered letter by letter, against a table of the whole alphabet."""

from __future__ import annotations

from random import Random
from string import ascii_lowercase

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """The letters a to z are numbered 0 to 25. To encipher a text, each letter's number is multiplied by $factor,
    $shift is added, and the remainder on division by 26 gives the new letter. What does "$word" become?""",
    """$name writes secret messages: with a = 0, b = 1, ..., z = 25, a letter number n is replaced by the letter with
    number $factor · n + $shift, counting on from 0 again after 25. How does $they write "$word"?""",
    """A cipher machine counts letters from a = 0 to z = 25. It turns letter number n into letter number $factor · n +
    $shift, leaving out full rounds of 26. The word "$word" is typed in. What comes out?""",
)

CODE = """
def encipher(letter):
    number = ord(letter) - ord("a")
    replaced = ($factor * number + $shift) % 26
    return chr(ord("a") + replaced)

def solution():
    secret = ""
    for letter in "$word":
        secret += encipher(letter)
    return secret
"""

PLAIN = (
    "sun",
    "rain",
    "storm",
    "harbor",
    "lantern",
    "mountain",
    "river",
    "pepper",
    "violin",
    "castle",
    "forest",
    "button",
    "island",
    "meadow",
    "anchor",
    "copper",
    "thunder",
    "window",
    "garden",
    "marble",
    "letter",
)


def generate(random: Random, size: int) -> dict[str, object]:
    return {
        **person(random),
        "factor": random.choice((3, 5, 7, 9, 11, 15, 17, 19, 21, 23, 25)),
        "shift": random.randint(1, 25),
        "word": random.choice([word for word in PLAIN if len(word) <= max(4, size + 2)]),
    }


def oracle(factor: int, shift: int, word: str) -> str:
    shifted = "".join(ascii_lowercase[(shift + factor * k) % 26] for k in range(26))
    return word.translate(str.maketrans(ascii_lowercase, shifted))


FAMILY = template_family(
    name="affine_cipher",
    title="A word in an affine cipher",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=10,
)
