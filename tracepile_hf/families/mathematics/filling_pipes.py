"""Pipes that fill and a drain that empties: summed rates, against a common multiple of the times."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import listing

STATEMENTS = (
    """A pool can be filled by pipes that need $fill_text hours, each working alone. A drain empties the full pool in
    $drain hours. All pipes and the drain are opened together when the pool is empty. How many hours does it take to
    fill the pool (an exact fraction)?""",
    """Alone, the pumps of a fountain need $fill_text hours to fill its basin, and an open drain would empty the full
    basin in $drain hours. With all pumps running and the drain open, after how many hours is the empty basin full?
    Give an exact fraction.""",
    """Machines would need $fill_text hours, each alone, to heap up a pile of sand; a conveyor belt would carry off the
    whole pile in $drain hours. All of them work at the same time. When, in hours as an exact fraction, is the pile
    complete?""",
)

CODE = """
from fractions import Fraction

def solution():
    hours_to_fill = $fill
    hours_to_drain = $drain
    rate = Fraction(0)
    for hours in hours_to_fill:
        rate += Fraction(1, hours)
    rate -= Fraction(1, hours_to_drain)
    return 1 / rate
"""


def generate(random: Random, size: int) -> dict[str, object]:
    fill = sorted(random.sample(range(2, 25), max(2, size)))
    return {"fill": fill, "fill_text": listing(fill), "drain": random.randint(fill[0] + 1, 40)}


def oracle(fill: list[int], drain: int) -> Fraction:
    pool = lcm(*fill, drain)
    litres_per_hour = sum(pool // hours for hours in fill) - pool // drain
    return Fraction(pool, litres_per_hour)


FAMILY = template_family(
    name="filling_pipes",
    title="Pipes that fill and empty a pool",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=8,
)
