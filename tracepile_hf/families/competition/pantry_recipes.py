"""Bitmasks: recipes that can be cooked from a pantry."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.competition._text import lines
from tracepile_hf.families.family import script_family

STATEMENT = """
Ingredients are named by the letters a to h. For a pantry, which is a set of ingredients, tell how many of n recipes
can be cooked from it, and which ingredients would each alone, if bought, make more recipes possible.

Input

The first line contains n and q (1 <= n <= 100, 1 <= q <= 20). The second line contains the recipes, each a string of
different letters. The third line contains the q pantries, each a string of different letters.

Output

For each pantry print the number of recipes and the ingredients worth buying in alphabetical order, or - if there are
none.

Example

Input:
    4 2
    ab bc abd h
    abc ad

Output:
    2 dh
    0 bh
"""

CODE = """
def to_mask(word):
    m = 0
    for c in word:
        m |= 1 << (ord(c) - 97)
    return m


n, q = map(int, input().split())
recipes = [to_mask(w) for w in input().split()]
for pantry in map(to_mask, input().split()):
    ready = 0
    buy = 0
    for r in recipes:
        missing = r & ~pantry
        if missing == 0:
            ready += 1
        elif missing & (missing - 1) == 0:
            buy |= missing
    names = "".join(chr(97 + i) for i in range(8) if buy >> i & 1)
    print(ready, names or "-")
"""


def generate(random: Random, size: int) -> str:
    recipes = ["".join(sorted(random.sample("abcdefgh", random.randint(1, 4)))) for _ in range(size)]
    pantries = ["".join(sorted(random.sample("abcdefgh", random.randint(2, 5)))) for _ in range(2)]
    return lines((size, 2), recipes, pantries)


def oracle(stdin: str) -> str:
    _, recipes, pantries = stdin.splitlines()
    answers = []
    for pantry in pantries.split():
        ready = sum(set(recipe) <= set(pantry) for recipe in recipes.split())
        worth = [
            new
            for new in "abcdefgh"
            if new not in pantry and sum(set(recipe) <= set(pantry + new) for recipe in recipes.split()) > ready
        ]
        answers.append((ready, "".join(worth) or "-"))
    return lines(*answers)


FAMILY = script_family(
    name="pantry_recipes",
    title="Recipes that can be cooked from a pantry",
    statement=STATEMENT,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=100,
)
