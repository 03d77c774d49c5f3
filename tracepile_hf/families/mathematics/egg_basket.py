"""The smallest number with given remainders: sieving with growing steps, against modular inverses."""

from __future__ import annotations

from itertools import combinations
from math import gcd, prod
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import person
from tracepile_hf.records import Invariant

STATEMENTS = (
    """When the eggs in a basket are taken out in groups, something is left over: $facts. What is the smallest number
    of eggs that can be in the basket?""",
    """$name knows about the number of $their marbles only this: $facts. What is the smallest number of marbles that
    $they can have?""",
    """A band marches in rows. $facts_up. Find the smallest possible number of members.""",
)

CODE = """
def solution():
    group_sizes = $groups
    remainders = $remainders
    number = 0
    step = 1
    for group, remainder in zip(group_sizes, remainders):
        while number % group != remainder:
            number += step
        step *= group
    return number
"""


def generate(random: Random, size: int) -> dict[str, object]:
    pool = range(2, max(6, size) + 1)
    while True:
        groups = random.sample(pool, 3)
        if all(gcd(a, b) == 1 for a, b in combinations(groups, 2)):
            break
    remainders = [random.randint(1, group - 1) for group in groups]
    facts = "; ".join(
        [
            f"in groups of {group}, {left} {'is' if left == 1 else 'are'} left"
            for group, left in zip(groups, remainders, strict=True)
        ]
    )
    return {
        **person(random),
        "groups": groups,
        "remainders": remainders,
        "facts": facts,
        "facts_up": facts[0].upper() + facts[1:].replace("groups", "rows"),
    }


def oracle(groups: list[int], remainders: list[int]) -> int:
    everything = prod(groups)
    total = 0
    for group, remainder in zip(groups, remainders, strict=True):
        others = everything // group
        total += remainder * others * pow(others, -1, group)
    return total % everything


IDEA = (
    "Adding a multiple of all group sizes so far keeps the remainders that fit already. So go on in such "
    "steps until the next remainder fits."
)
INVARIANTS = (
    Invariant(
        "number % group == remainder",
        "{number} leaves {remainder} in groups of {group}",
        line="step *= group",
    ),
)


FAMILY = template_family(
    name="egg_basket",
    title="A basket of eggs with known remainders",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=13,
    idea=IDEA,
    invariants=INVARIANTS,
)
