"""Strings: writing down repeated notes briefly."""

from __future__ import annotations

import re
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A melody is a string of capital letters. A run of the same note longer than one is written as its length followed by
the note, a single note as the note alone.

Input

The first line contains the number of melodies t (1 <= t <= 3). Each of the next t lines contains a melody of 1 to 300
letters A to G.

Output

For each melody print the short form and the number of characters saved.

Example

Input:
    2
    AAABCCD
    GGGGGGGGGGGG

Output:
    3AB2CD 1
    12G 9
"""

CODE = """
from itertools import groupby

for _ in range(int(input())):
    s = input().strip()
    out = ""
    for note, run in groupby(s):
        k = len(list(run))
        if k > 1:
            out += str(k)
        out += note
    print(out, len(s) - len(out))
"""


def generate(random: Random, size: int) -> str:
    return lines(2, *(_melody(random, max(1, size - random.randint(0, 3))) for _ in range(2)))


def _melody(random: Random, length: int) -> str:
    notes = ""
    while len(notes) < length:
        notes += random.choice("ABCDEFG") * random.choice((1, 1, 1, 2, 3, 4))
    return notes[:length]


def oracle(stdin: str) -> str:
    answers = []
    for melody in stdin.split()[1:]:
        short = re.sub(r"(.)\1+", lambda run: f"{len(run[0])}{run[1]}", melody)
        answers.append((short, len(melody) - len(short)))
    return lines(*answers)


FAMILY = script_family(
    name="stutter_notes",
    title="Writing down repeated notes briefly",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=16,
    max_size=300,
)
