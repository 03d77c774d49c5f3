"""Two pointers: which words hide in a long line of letters."""

from __future__ import annotations

from itertools import accumulate
from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
A word hides in a line of letters if it can be read from left to right while skipping letters.

Input

The first line contains the line of letters (1 to 200 lower-case letters). The second line contains the number of
words q (1 <= q <= 60). Each of the next q lines contains a word of 1 to 20 lower-case letters.

Output

For each word print YES and the position (from 1) at which its last letter is found when every letter is taken as
early as possible, or NO and the number of letters found before the reading fails.

Example

Input:
    stonebridge
    3
    sobre
    toed
    nest

Output:
    YES 11
    YES 9
    NO 2
"""

CODE = """
import sys

input = sys.stdin.readline


def hides(line, word):
    k = 0
    for i, c in enumerate(line):
        if k < len(word) and c == word[k]:
            k += 1
            if k == len(word):
                return "YES", i + 1
    return "NO", k


line = input().strip()
for _ in range(int(input())):
    print(*hides(line, input().strip()))
"""


def generate(random: Random, size: int) -> str:
    letters = "".join(random.choices("aeionrst", k=min(200, 10 + size)))
    words = []
    for _ in range(size):
        places = sorted(random.sample(range(len(letters)), random.randint(3, 5)))
        word = [letters[place] for place in places]
        if random.random() < 0.5:
            random.shuffle(word)
        words.append("".join(word))
    return lines(letters, size, *words)


def oracle(stdin: str) -> str:
    letters, _, *words = stdin.split()
    return lines(*(_reading(letters, word) for word in words))


def _reading(letters: str, word: str) -> str:
    """Ends of the earliest readings of all prefixes; past the end of the line once a letter is missing."""
    far = len(letters) + 1
    ends = list(accumulate(word, lambda end, c: (letters.find(c, end) + 1 or far) if end < far else far, initial=0))
    found = [end for end in ends if end < far]
    return f"YES {ends[-1]}" if len(found) == len(ends) else f"NO {len(found) - 1}"


FAMILY = script_family(
    name="hidden_words",
    title="Which words hide in a long line of letters",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=60,
)
