"""Strings: putting words with the same letters on one shelf."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Words that consist of the same letters belong on the same shelf. On a shelf the words stand in alphabetical order,
each word only once. The shelves with more words come first; shelves with equally many words are ordered by their
first word.

Input

The first line contains the number of words n (1 <= n <= 100). The second line contains the words, lower-case letters
only, each at most 10 letters long.

Output

Print one line for each shelf: the number of words on it, a colon and the words.

Example

Input:
    7
    tea top eat ate pot ship tea

Output:
    3: ate eat tea
    2: pot top
    1: ship
"""

CODE = """
from collections import defaultdict


def main():
    input()
    shelves = defaultdict(set)
    for word in input().split():
        key = "".join(sorted(word))
        shelves[key].add(word)
    rows = []
    for words in shelves.values():
        rows.append(sorted(words))
    rows.sort(key=lambda r: (-len(r), r[0]))
    for row in rows:
        print(f"{len(row)}: {' '.join(row)}")


main()
"""


def generate(random: Random, size: int) -> str:
    bases = ["".join(random.choices("aeinorst", k=random.randint(2, 4))) for _ in range(max(1, size // 2))]
    words = ["".join(random.sample(base, len(base))) for base in random.choices(bases, k=size)]
    return lines(size, words)


def oracle(stdin: str) -> str:
    words = sorted(set(stdin.split()[1:]))
    shelves: list[list[str]] = []
    for word in words:
        mates = [shelf for shelf in shelves if all(shelf[0].count(c) == word.count(c) for c in shelf[0] + word)]
        if mates:
            mates[0].append(word)
        else:
            shelves.append([word])
    by_size = [shelf for count in range(len(words), 0, -1) for shelf in shelves if len(shelf) == count]
    return lines(*(f"{len(shelf)}: {' '.join(shelf)}" for shelf in by_size))


FAMILY = script_family(
    name="anagram_shelf",
    title="Putting words with the same letters on one shelf",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=7,
    max_size=100,
)
