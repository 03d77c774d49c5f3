"""Encrypt with a repeated keyword; only letters use up the key."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from random import Random
from string import ascii_uppercase as alphabet
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse

STATEMENT = """
Encrypt a text with a keyword of capital letters: each capital letter of the text is moved on in the alphabet, Z being
followed by A, by the number of the next letter of the keyword (A moves by 0, B by 1 ...), which is repeated as
needed. Other characters are copied and use up no letter of the keyword. Return the encrypted text.
"""

CODE = """
def encrypt(text, keyword):
    result = []
    used = 0
    for character in text:
        if not "A" <= character <= "Z":
            result.append(character)
            continue
        shift = ord(keyword[used % len(keyword)]) - ord("A")
        place = (ord(character) - ord("A") + shift) % 26
        result.append(chr(place + ord("A")))
        used += 1
    return "".join(result)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    words = ["MEET", "ME", "AT", "NOON", "BRING", "THE", "MAP", "HIDE", "WEST", "DOOR", "GO", "NOW"]
    text = " ".join(random.choices(words, k=1 + size // 4))[: size + 2].strip()
    return text, random.choice(["KEY", "LION", "OAK", "ZEBRA", "FOG", "RUST"])


def oracle(text: str, keyword: str) -> str:
    shifts = cycle(keyword)
    rows = {first: alphabet[i:] + alphabet[:i] for i, first in enumerate(alphabet)}
    return "".join(rows[next(shifts)][alphabet.index(sign)] if sign in alphabet else sign for sign in text)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    yield result, "A"


FAMILY = function_family(
    name="vigenere_cipher",
    title="Vigenère cipher",
    statement=STATEMENT,
    code=CODE,
    entry_point="encrypt",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=200,
    invert=Inverse(
        "the keyword is not known, and each one has a text that it turns into the result; with the "
        "keyword A every letter is moved by 0, so the text is the result itself",
        ("len(result)",),
        invert,
    ),
)
