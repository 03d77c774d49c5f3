"""Scaling a recipe to more guests: mixed numbers from fractions, against integer division."""

from __future__ import annotations

from math import gcd
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, person, some

STATEMENTS = (
    """A recipe for $servings people needs $amounts_text. $name cooks for $guests people. How many cups of each
    ingredient are needed, in this order, as whole or mixed numbers?""",
    """$name wants to cook for $guests guests, but the recipe, which asks for $amounts_text, is meant for $servings.
    Write down the number of cups of each ingredient that $they needs, in the order of the recipe.""",
    """The list of ingredients says $amounts_text; it feeds $servings. How many cups of each, in the same order, feed
    $guests? Use mixed numbers where needed.""",
)

CODE = """
from fractions import Fraction

def mixed(number):
    whole = number.numerator // number.denominator
    rest = number - whole
    if rest == 0:
        return str(whole)
    if whole == 0:
        return str(rest)
    return f"{whole} {rest}"

factor = Fraction($guests, $servings)
for cups in $cups:
    print(mixed(cups * factor))
"""

FOOD = ("flour", "milk", "sugar", "rice", "oats", "water", "cream", "stock", "beans")


def generate(random: Random, size: int) -> dict[str, object]:
    food = random.sample(FOOD, max(2, size))
    cups = [random.randint(1, 7) for _ in food]
    servings, guests = random.sample(range(3, 13), 2)
    amounts = [f"{some(number, 'cup')} of {what}" for number, what in zip(cups, food, strict=True)]
    return {**person(random), "servings": servings, "guests": guests, "cups": cups, "amounts_text": listing(amounts)}


def oracle(servings: int, guests: int, cups: list[int]) -> str:
    lines = []
    for number in cups:
        whole, rest = divmod(number * guests, servings)
        shared = gcd(rest, servings)
        fraction = f"{rest // shared}/{servings // shared}" if rest else ""
        lines.append(" ".join([str(whole)] * (whole > 0) + [fraction] * (rest > 0)))
    return "\n".join(lines)


FAMILY = template_family(
    name="recipe_scaling",
    title="A recipe for another number of guests",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=8,
)
