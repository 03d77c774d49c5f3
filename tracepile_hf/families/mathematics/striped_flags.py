"""Flags whose neighbouring stripes differ, stripe by stripe, against closed formulas."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family

STATEMENTS = (
    """A flag has $stripes stripes side by side. There are $colours colours; neighbouring stripes must differ, and the
    last stripe must not have the colour of the first one. How many flags are possible?""",
    """$stripes beads are threaded onto a ring with a clasp, so that the places are numbered. With $colours colours to
    choose from, in how many ways can the beads be coloured if beads next to each other (the first and the last one
    included) are of different colours?""",
    """Around a round table $stripes numbered seats are painted with $colours available colours. No two neighbouring
    seats may look alike. How many colourings are there?""",
)

CODE = """
def solution():
    colours = $colours
    like_first = colours
    unlike_first = 0
    for stripe in range(2, $stripes + 1):
        new_like = unlike_first
        new_unlike = like_first * (colours - 1)
        new_unlike += unlike_first * (colours - 2)
        like_first, unlike_first = new_like, new_unlike
    return unlike_first
"""


def generate(random: Random, size: int) -> dict[str, object]:
    return {"stripes": random.randint(3, max(4, 2 * size + 2)), "colours": random.randint(3, 24)}


def oracle(stripes: int, colours: int) -> int:
    sign = 1 if stripes % 2 == 0 else -1
    return int((colours - 1) ** stripes) + sign * (colours - 1)


FAMILY = template_family(
    name="striped_flags",
    title="Flags with stripes of different neighbours",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=30,
)
