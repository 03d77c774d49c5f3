"""Strings: finding a torn label in a catalogue."""

from __future__ import annotations

import re
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Some letters of a label are torn off; each of them is written as a question mark. For each word of a catalogue, at
which places does the label fit, being a part of the word or all of it?

Input

The first line contains the torn label, 1 to 8 lower-case letters or question marks. The second line contains the
number of words n (1 <= n <= 60). Each of the next n lines contains a word of 1 to 15 lower-case letters.

Output

For each word print the places (from 1) at which the label fits, or a hyphen if there are none.

Example

Input:
    a?a
    3
    banana
    canal
    sahara

Output:
    2 4
    2
    2 4
"""

CODE = """
import sys

label, _, *words = sys.stdin.read().split()


def fits(word, at):
    for k, c in enumerate(label):
        if c != "?" and word[at + k] != c:
            return False
    return True


for word in words:
    places = [i + 1 for i in range(len(word) - len(label) + 1) if fits(word, i)]
    print(*places or "-")
"""


def generate(random: Random, size: int) -> str:
    letters = "".join(random.choices("abn", k=random.randint(2, 4)))
    torn = random.sample(range(len(letters)), random.randint(1, len(letters) - 1))
    label = "".join("?" if place in torn else letter for place, letter in enumerate(letters))
    words = ["".join(random.choices("abn", k=random.randint(3, 7))) for _ in range(size)]
    return lines(label, size, *words)


def oracle(stdin: str) -> str:
    label, _, *words = stdin.split()
    pattern = re.compile(f"(?={label.replace('?', '.')})")
    return lines(*([match.start() + 1 for match in pattern.finditer(word)] or "-" for word in words))


FAMILY = script_family(
    name="torn_label",
    title="Finding a torn label in a catalogue",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=60,
)
