"""The unluckiest draw, drawer by drawer, against a search over draws."""

from __future__ import annotations

from itertools import product
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import COLOURS, listing, person

STATEMENTS = (
    """A drawer holds $socks. $name takes out socks in the dark, one at a time. How many must $they take to be certain
    of having at least $wanted of one colour?""",
    """A box contains $socks. Without looking, what is the smallest number of them to draw to be sure that $wanted of
    the same colour are among them?""",
    """From a box with $socks, someone pulls socks blindly. What is the smallest number after which $wanted socks of
    one colour must have been pulled?""",
)

CODE = """
def solution():
    counts = $counts
    wanted = $wanted
    unlucky = 0
    for count in counts:
        if count < wanted:
            unlucky += count
        else:
            unlucky += wanted - 1
    return unlucky + 1
"""


def generate(random: Random, size: int) -> dict[str, object]:
    colours = random.sample(COLOURS, max(2, size))
    counts = [random.randint(1, 7) for _ in colours]
    wanted = random.randint(2, max(2, max(counts)))
    counts[0] = max(counts[0], wanted)
    return {
        **person(random),
        "counts": counts,
        "socks": listing([f"{count} {colour}" for count, colour in zip(counts, colours, strict=True)]) + " socks",
        "wanted": wanted,
    }


def oracle(counts: list[int], wanted: int) -> int:
    """One more than the largest draw that has fewer than `wanted` of every colour."""
    draws = product(*(range(count + 1) for count in counts))
    return 1 + max(sum(draw) for draw in draws if max(draw) < wanted)


FAMILY = template_family(
    name="socks_in_the_dark",
    title="Socks taken out in the dark",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=8,
)
