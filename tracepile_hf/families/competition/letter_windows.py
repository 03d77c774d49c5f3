"""Prefix sums: how many vowels and consonants stand between two places."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A long word is written on a wall. For each question about a part of it, tell how many vowels (a, e, i, o, u) stand in
that part and whether vowels or other letters are in the majority.

Input

The first line contains the word, 1 to 300 lower-case letters. The second line contains the number of questions q (1
<= q <= 100). Each of the next q lines contains l and r, the first and the last position of the part, counted from 1.

Output

For each question print the number of vowels and one of the words VOWELS, OTHERS or TIE.

Example

Input:
    marmalade
    3
    1 9
    2 3
    4 8

Output:
    4 OTHERS
    1 TIE
    2 OTHERS
"""

CODE = """
word = input()
pre = [0]
for c in word:
    pre.append(pre[-1] + (c in "aeiou"))


def answer(l, r):
    v = pre[r] - pre[l - 1]
    o = r - l + 1 - v
    if v > o:
        return v, "VOWELS"
    if v < o:
        return v, "OTHERS"
    return v, "TIE"


for _ in range(int(input())):
    l, r = map(int, input().split())
    print(*answer(l, r))
"""


def generate(random: Random, size: int) -> str:
    word = "".join(random.choice("aeioubcdlmnrst") for _ in range(min(300, 3 * size)))
    parts = [sorted(random.choices(range(1, len(word) + 1), k=2)) for _ in range(size)]
    return lines(word, size, *parts)


def oracle(stdin: str) -> str:
    word, _, *parts = stdin.splitlines()
    answers = []
    for part in parts:
        first, last = map(int, part.split())
        letters = word[first - 1 : last]
        vowels = len(letters.translate(str.maketrans("", "", "bcdfghjklmnpqrstvwxyz")))
        side = (2 * vowels > len(letters)) - (2 * vowels < len(letters))
        answers.append((vowels, ("TIE", "VOWELS", "OTHERS")[side]))
    return lines(*answers)


FAMILY = script_family(
    name="letter_windows",
    title="How many vowels and consonants stand between two places",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=100,
)
