"""The expected gain of a game: sum over outcomes, against the total over one full turn."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person, some

STATEMENTS = (
    """A wheel of fortune is divided into equal fields: $fields. One turn costs $$$price. What is the average gain per
    turn (price already taken off), as an exact fraction of a dollar? A loss is negative.""",
    """In $name's game a wheel with $fields, all of the same size, is spun for a stake of $$$price. Find the expected
    win minus the stake, in dollars, as an exact fraction (negative for a loss).""",
    """At a fair, a wheel with equally likely fields is turned: $fields. The stake for one turn is $$$price. How much
    does a player win or lose (then negative) per turn on average, in dollars as a fraction?""",
)

CODE = """
from fractions import Fraction

def solution():
    prizes = $prizes
    field_counts = $counts
    fields = 0
    for count in field_counts:
        fields += count
    expected = Fraction(0)
    for prize, count in zip(prizes, field_counts):
        probability = Fraction(count, fields)
        expected += probability * prize
    return expected - $price
"""


def generate(random: Random, size: int) -> dict[str, object]:
    kinds = max(2, size)
    prizes = sorted(random.sample([0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50], kinds))
    counts = sorted((random.randint(1, 9) for _ in range(kinds)), reverse=True)
    fields = [f"{some(count, 'field')} with ${prize}" for count, prize in zip(counts, prizes, strict=True)]
    return {
        **person(random),
        "prizes": prizes,
        "counts": counts,
        "fields": listing(fields),
        "price": random.randint(1, 9),
    }


def oracle(prizes: list[int], counts: list[int], price: int) -> Fraction:
    turn = [prize - price for prize, count in zip(prizes, counts, strict=True) for _ in range(count)]
    return Fraction(sum(turn), len(turn))


FAMILY = template_family(
    name="wheel_of_fortune",
    title="The expected value of a wheel of fortune",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=12,
)
