"""Spearman's rank correlation from squared differences, against the covariance of the ranks."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, two_people

STATEMENTS = (
    """Two judges rank $count cakes. $name's ranks are $first_text; $name2 gives the same cakes, in the same order, the
    ranks $second_text. Spearman's coefficient is 1 - 6S / (n(n² - 1)), where S is the sum of the squared differences
    of ranks. Compute it as an exact fraction.""",
    """$count books are ranked by $name ($first_text) and by $name2 ($second_text). Find Spearman's rank correlation 1
    - 6S / (n³ - n) exactly; S is the sum of the squares of the differences between the two ranks of a book.""",
    """$name and $name2 each put $count films in order, giving them the ranks $first_text and $second_text (film by
    film). With S as the sum of the squares of the rank differences and n as the number of films, what is 1 - 6S /
    (n(n² - 1)), as a fraction?""",
)

CODE = """
from fractions import Fraction

def solution():
    first = $first
    second = $second
    squares = 0
    for rank_a, rank_b in zip(first, second):
        difference = rank_a - rank_b
        squares += difference * difference
    n = len(first)
    return 1 - Fraction(6 * squares, n * (n * n - 1))
"""


def generate(random: Random, size: int) -> dict[str, object]:
    count = max(3, size + random.randint(0, 2))
    ranks = list(range(1, count + 1))
    first, second = random.sample(ranks, count), random.sample(ranks, count)
    return {
        **two_people(random),
        "count": count,
        "first": first,
        "first_text": listing(first),
        "second": second,
        "second_text": listing(second),
    }


def oracle(first: list[int], second: list[int]) -> Fraction:
    mean = Fraction(len(first) + 1, 2)
    shared = sum((a - mean) * (b - mean) for a, b in zip(first, second, strict=True))
    return Fraction(shared) / sum((a - mean) ** 2 for a in first)


FAMILY = template_family(
    name="rank_agreement",
    title="How well two rankings agree",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
)
