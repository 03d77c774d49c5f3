"""Strings: reading a note whose letters were shifted further and further."""

from __future__ import annotations

from itertools import count
from random import Random
from string import ascii_lowercase, ascii_uppercase

from tracepile_hf.families.family import script_family

STATEMENT = """
In a secret note the first letter was moved one place forward in the alphabet, the second one two places, and so on;
after z comes a again. Spaces and full stops stay as they are and are not counted. Capital letters stay capital.

Input

The first line contains the note (1 to 200 characters: letters, spaces, full stops).

Output

Print the original text.

Example

Input:
    Nggx qg Ukia.

Output:
    Medt la Nczq.
"""

CODE = """
def shift_back(c, k):
    base = ord("a") if c.islower() else ord("A")
    return chr((ord(c) - base - k) % 26 + base)


note = input()
k = 0
plain = []
for c in note:
    if c.isalpha():
        k += 1
        c = shift_back(c, k)
    plain.append(c)
print("".join(plain))
"""


WORDS = (
    *("the", "boat", "leaves", "at", "dawn", "bring", "a", "lamp", "and", "rope", "wait"),
    *("by", "old", "mill", "nobody", "saw", "us", "under", "bridge", "we", "meet"),
)


def generate(random: Random, size: int) -> str:
    text = random.choice(WORDS)
    while len(text) < size:
        text += " " + random.choice(WORDS)
    text = text[:size].strip().capitalize() + random.choice(("", "."))
    places = count(1)
    letters = ascii_lowercase + ascii_lowercase
    shifted = ""
    for sign in text[:200]:
        if sign.isalpha():
            moved = letters[letters.index(sign.lower()) + next(places) % 26]
            shifted += moved.upper() if sign.isupper() else moved
        else:
            shifted += sign
    return shifted


def oracle(stdin: str) -> str:
    text, turn = "", 0
    for sign in stdin.rstrip("\n"):
        for wheel in (ascii_lowercase, ascii_uppercase):
            if sign in wheel:
                turn = turn % 26 + 1
                turned = wheel[-turn:] + wheel[:-turn]
                sign = turned[wheel.index(sign)]
                break
        text += sign
    return text


FAMILY = script_family(
    name="growing_shift",
    title="Reading a note whose letters were shifted further and further",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=18,
    max_size=200,
)
