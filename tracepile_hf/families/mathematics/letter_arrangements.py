"""Arrangements of letters by dividing factorials, against choosing places letter by letter."""

from __future__ import annotations

from collections import Counter
from math import comb
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person

STATEMENTS = (
    """In how many different ways can the letters of the word "$word" be arranged if the letter $letter has to come
    first?""",
    """$name has one tile for each letter of "$word" and lays all tiles in a row, beginning with the letter $letter.
    How many different rows are possible?""",
    """All letters of "$word" are used to form strings that begin with $letter, whether or not they make sense. How many
    different strings are there?""",
)

CODE = """
def factorial(n):
    if n <= 1:
        return 1
    return n * factorial(n - 1)

def solution():
    letters = list("$word")
    letters.remove("$letter")
    counts = {}
    for letter in letters:
        counts[letter] = counts.get(letter, 0) + 1
    ways = factorial(len(letters))
    for count in counts.values():
        ways //= factorial(count)
    return ways
"""

LEXICON = (
    "apple",
    "berry",
    "sheep",
    "queen",
    "level",
    "radar",
    "geese",
    "error",
    "mummy",
    "banana",
    "pepper",
    "letter",
    "cookie",
    "tomato",
    "rabbit",
    "button",
    "coffee",
    "carrot",
    "ribbon",
    "papaya",
    "mirror",
    "balloon",
    "cabbage",
    "college",
    "success",
    "giraffe",
    "raccoon",
    "buffalo",
    "chicken",
    "volcano",
    "diploma",
    "referee",
    "pyramid",
    "elephant",
    "avocado",
    "mosquito",
    "baseball",
    "treasure",
    "assessor",
    "notebook",
    "broccoli",
    "triangle",
    "pineapple",
    "crocodile",
    "parallels",
    "committee",
    "chocolate",
    "telescope",
    "orchestra",
    "butterfly",
    "hamburger",
    "alphabet",
    "password",
    "attention",
    "sunflower",
)


def generate(random: Random, size: int) -> dict[str, object]:
    word = random.choice([word for word in LEXICON if len(word) <= max(5, size)])
    return {**person(random), "word": word, "letter": random.choice(word)}


def oracle(word: str, letter: str) -> int:
    rest = Counter(word.replace(letter, "", 1))
    places, ways = rest.total(), 1
    for count in rest.values():
        ways *= comb(places, count)
        places -= count
    return ways


FAMILY = template_family(
    name="letter_arrangements",
    title="Arrangements of the letters of a word",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=9,
)
