"""Strings: where the inscription of a round table begins."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
An inscription runs around a round table, so that nobody knows where it begins. By agreement it begins where the text
read around the table comes first in alphabetical order.

Input

The first line contains the number of tables t (1 <= t <= 3). Each of the next t lines contains an inscription of 1 to
60 lower-case letters, written down from an arbitrary letter on.

Output

For each table print the place of the beginning (the first letter written down is place 1; the smallest place if there
are several) and the text from there.

Example

Input:
    2
    moonlamp
    abab

Output:
    6 ampmoonl
    1 abab
"""

CODE = """
def solve():
    s = input().strip()
    best = s
    place = 1
    for i in range(1, len(s)):
        rot = s[i:] + s[:i]
        if rot < best:
            best = rot
            place = i + 1
    print(place, best)


t = int(input())
while t > 0:
    solve()
    t -= 1
"""


def generate(random: Random, size: int) -> str:
    texts = []
    for _ in range(2):
        text = "".join(random.choices(random.choice(("ab", "abc", "aelmnorst")), k=size))
        texts.append(text)
    return lines(2, *texts)


def oracle(stdin: str) -> str:
    answers = []
    for text in stdin.split()[1:]:
        starts = set(range(len(text)))
        for offset in range(len(text)):  # keep the starts whose next letter is smallest
            letters = {start: text[(start + offset) % len(text)] for start in starts}
            starts = {start for start in starts if letters[start] == min(letters.values())}
        start = min(starts)
        answers.append((start + 1, "".join(text[(start + offset) % len(text)] for offset in range(len(text)))))
    return lines(*answers)


FAMILY = script_family(
    name="round_inscription",
    title="Where the inscription of a round table begins",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=60,
)
