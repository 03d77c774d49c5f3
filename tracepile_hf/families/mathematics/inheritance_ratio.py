"""An amount shared in a ratio: part by part with a check of the rest, against fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing, money, names

STATEMENTS = (
    """$heirs share $amount_text in the ratio $ratio_text. How many dollars more does the one with the largest share
    receive than the one with the smallest share?""",
    """A prize of $amount_text is divided among $heirs in the ratio $ratio_text. By how many dollars does the largest
    part exceed the smallest part?""",
    """$heirs invested money in a shop in the ratio $ratio_text. They divide the profit of $amount_text in the same
    ratio. Find the difference, in dollars, between the biggest and the smallest payment.""",
)

CODE = """
def solution():
    amount = $amount
    ratio = $ratio
    parts_in_total = 0
    for part in ratio:
        parts_in_total += part
    one_part = amount // parts_in_total
    largest = smallest = ratio[0] * one_part
    for part in ratio:
        share = part * one_part
        if share > largest:
            largest = share
        elif share < smallest:
            smallest = share
    return largest - smallest
"""


def generate(random: Random, size: int) -> dict[str, object]:
    people = max(2, min(size, 9))
    ratio = random.sample(range(1, 12), people)
    amount = sum(ratio) * random.randint(6, 60 * size)
    return {
        "heirs": listing(names(random, people)),
        "amount": amount,
        "amount_text": money(100 * amount),
        "ratio": ratio,
        "ratio_text": " : ".join(map(str, ratio)),
    }


def oracle(amount: int, ratio: list[int]) -> int:
    return int(Fraction(max(ratio) - min(ratio), sum(ratio)) * amount)


FAMILY = template_family(
    name="inheritance_ratio",
    title="An amount shared in a ratio",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=9,
)
