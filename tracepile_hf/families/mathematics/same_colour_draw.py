"""Drawing marbles of one colour without putting back: a product of fractions, against binomial coefficients."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import COLOURS, listing, person

STATEMENTS = (
    """A bag contains $marbles. $name draws $drawn_text without putting any back. What is the probability that all of
    them have the same colour? Give an exact fraction.""",
    """$drawn_up are taken at random out of an urn with $marbles. Find the exact probability that they are all of one
    colour.""",
    """In a drawer there are $marbles. If $drawn_text are picked blindly and at once, how probable is it that they
    match in colour? Give a fraction in lowest terms.""",
)

CODE = """
from fractions import Fraction

counts = $counts
drawn = $drawn
marbles = sum(counts)
probability = Fraction(0)
for count in counts:
    chance = Fraction(1)
    for k in range(drawn):
        chance *= Fraction(count - k, marbles - k)
    probability += chance
print(probability)
"""

NUMBERS = {2: "two", 3: "three", 4: "four"}


def generate(random: Random, size: int) -> dict[str, object]:
    colours = random.sample(COLOURS, max(2, size))
    counts = [random.randint(2, 9) for _ in colours]
    drawn = random.randint(2, min(4, max(counts)))
    return {
        **person(random),
        "counts": counts,
        "marbles": listing([f"{count} {colour}" for count, colour in zip(counts, colours, strict=True)]) + " marbles",
        "drawn": drawn,
        "drawn_text": f"{NUMBERS[drawn]} marbles",
        "drawn_up": f"{NUMBERS[drawn]} marbles".capitalize(),
    }


def oracle(counts: list[int], drawn: int) -> Fraction:
    return Fraction(sum(comb(count, drawn) for count in counts), comb(sum(counts), drawn))


FAMILY = template_family(
    name="same_colour_draw",
    title="Marbles of the same colour",
    statements=STATEMENTS,
    code=CODE,
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=6,
)
