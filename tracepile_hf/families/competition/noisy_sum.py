"""Strings: adding up the numbers of a smudged receipt."""

from __future__ import annotations

import re
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A receipt was read by a machine. Each of its words is either a whole number, possibly with a sign in front, or a
smudge that is no number. Words that are no numbers are left out.

Input

There are one or more lines until the end of the input, each with 1 to 100 words of digits, letters and the signs +
and -.

Output

For each line print the sum of its numbers and the number of words left out. On the last line print the sum of all
numbers.

Example

Input:
    12 x7 -5 3o
    4 4

Output:
    7 2
    8 0
    15
"""

CODE = """
total = 0
while True:
    try:
        words = input().split()
    except EOFError:
        break
    s = bad = 0
    for w in words:
        try:
            s += int(w)
        except ValueError:
            bad += 1
    print(s, bad)
    total += s
print(total)
"""


def generate(random: Random, size: int) -> str:
    rows = []
    for _ in range(2):
        words = []
        for _ in range(size):
            number = f"{random.choice(('', '', '', '-', '+'))}{random.randint(0, 60)}"
            smudge = random.choice(("x", "o", "4o", "1-2", "--7", "l9", "-", "7a"))
            words.append(smudge if random.random() < 0.25 else number)
        rows.append(" ".join(words))
    return lines(*rows)


def oracle(stdin: str) -> str:
    answers = []
    for row in stdin.splitlines():
        numbers = re.findall(r"(?<!\S)[+-]?[0-9]+(?!\S)", row)
        worth = sum(-int(one[1:]) if one[0] == "-" else int(one.lstrip("+")) for one in numbers)
        answers.append((worth, len(row.split()) - len(numbers)))
    return lines(*answers, sum(worth for worth, _ in answers))


FAMILY = script_family(
    name="noisy_sum",
    title="Adding up the numbers of a smudged receipt",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=100,
)
