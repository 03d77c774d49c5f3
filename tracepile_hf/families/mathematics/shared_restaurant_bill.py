"""Sharing a bill with a tip, rounded up: trying shares one by one, against exact rounding."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, money, names

STATEMENTS = (
    """$friends have dinner together. The dishes cost $dishes_text. They add a tip of $tip% and split the sum evenly;
    each pays the same whole number of dollars, as few as possible, so that the bill and the tip are covered. How many
    dollars does each of them pay?""",
    """The meal of $friends consists of dishes for $dishes_text. With a tip of $tip% on top, what is the smallest whole
    number of dollars that each of the $people of them has to put on the table, if everybody puts down the same?""",
    """$friends order dishes for $dishes_text and want to leave $tip% extra for the waiter. Everybody hands over the
    same number of dollar notes of 1 dollar. How many notes does each hand over, if it is to be enough and no more than
    necessary?""",
)

CODE = """
def solution():
    people = $people
    dishes_in_cents = $dishes
    total = 0
    for dish in dishes_in_cents:
        total += dish
    tip_in_cents = total * $tip / 100
    share = total // (100 * people)
    while share * people * 100 < total + tip_in_cents:
        share += 1
    return share
"""


def generate(random: Random, size: int) -> dict[str, object]:
    people = random.randint(3, 6)
    dishes = [random.randrange(650, 3200, 5) for _ in range(max(people, size))]
    return {
        "friends": listing(names(random, people)),
        "people": people,
        "dishes": dishes,
        "dishes_text": listing([money(dish) for dish in dishes]),
        "tip": random.choice((5, 8, 10, 12, 15, 18, 20)),
    }


def oracle(people: int, dishes: list[int], tip: int) -> int:
    return ceil(Fraction(sum(dishes) * (100 + tip), 100 * 100 * people))


FAMILY = template_family(
    name="shared_restaurant_bill",
    title="A restaurant bill with a tip, shared",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=16,
)
