"""Jaccard similarity of neighbourhoods, compared without fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
baskets maps each customer to the list of goods bought. The similarity of two customers is the number of goods both
bought divided by the number of goods at least one of them bought. Return the names of the most similar pair (the
first in the order of the dictionary if equal) and their similarity as a pair (common, together), not reduced.
"""

CODE = """
def most_similar(baskets):
    best = None
    names = list(baskets)
    for j in range(1, len(names)):
        for i in range(j):
            first = baskets[names[i]]
            second = baskets[names[j]]
            common = 0
            for item in first:
                if item in second:
                    common += 1
            together = len(first) + len(second) - common
            if best is None or common * best[3] > best[2] * together:
                best = names[i], names[j], common, together
    return best[:2], best[2:]
"""


GOODS = ["bread", "milk", "eggs", "rice", "tea", "jam", "salt"]


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = random.sample(
        ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gil", "Ida", "Jo", "Kim", "Lou", "Mo", "Ned"], size + 1
    )
    return ({name: random.sample(GOODS, random.randint(2, 4)) for name in names},)


def oracle(baskets: dict[str, list[str]]) -> tuple[tuple[str, str], tuple[int, int]]:
    def similarity(pair: tuple[str, str]) -> Fraction:
        one, two = set(baskets[pair[0]]), set(baskets[pair[1]])
        return Fraction(len(one & two), len(one | two))

    names = list(baskets)
    pairs = sorted(combinations(names, 2), key=lambda pair: (names.index(pair[1]), names.index(pair[0])))
    best = max(pairs, key=similarity)
    one, two = set(baskets[best[0]]), set(baskets[best[1]])
    return best, (len(one & two), len(one | two))


FAMILY = function_family(
    name="jaccard_similarity",
    title="The most similar shopping baskets",
    statement=STATEMENT,
    code=CODE,
    entry_point="most_similar",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
)
