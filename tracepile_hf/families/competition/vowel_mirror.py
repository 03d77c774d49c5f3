"""Strings: reversing the vowels of each word."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
In the language of a mirror world the vowels (a, e, i, o, u) of every word stand in reversed order, while all other
letters keep their places. Translate a sentence.

Input

The only line contains a sentence of lower-case words separated by single spaces, at most 300 characters.

Output

Print the translated sentence and, on the next line, the number of words that have changed.

Example

Input:
    stone roofs are never orange

Output:
    steno roofs era never erango
    3
"""

CODE = """
VOWELS = set("aeiou")


def mirror(word):
    stack = [c for c in word if c in VOWELS]
    return "".join(stack.pop() if c in VOWELS else c for c in word)


sentence = input().split(" ")
changed = 0
result = []
for word in sentence:
    other = mirror(word)
    if other != word:
        changed += 1
    result.append(other)
print(" ".join(result))
print(changed)
"""


def generate(random: Random, size: int) -> str:
    words = []
    for _ in range(size):
        syllables = [random.choice("bcdlmnrst") + random.choice("aeiou") for _ in range(random.randint(1, 3))]
        words.append("".join(syllables) + random.choice(("", "n", "s")))
    return " ".join(words)


def oracle(stdin: str) -> str:
    sentence = stdin.rstrip("\n")
    words = [_swapped(list(word)) for word in sentence.split(" ")]
    return lines(" ".join(words), sum(a != b for a, b in zip(words, sentence.split(" "), strict=True)))


def _swapped(letters: list[str]) -> str:
    low, high = 0, len(letters) - 1
    while low < high:
        if letters[low] not in "aeiou":
            low += 1
        elif letters[high] not in "aeiou":
            high -= 1
        else:
            letters[low], letters[high] = letters[high], letters[low]
            low, high = low + 1, high - 1
    return "".join(letters)


FAMILY = script_family(
    name="vowel_mirror",
    title="Reversing the vowels of each word",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=40,
)
