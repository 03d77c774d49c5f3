"""Dynamic programming over sets: which totals can be weighed."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Given some weights, each usable once or not at all, return the target if some of them add up to it, otherwise the
nearest total that can be reached (the smaller one of two equally near), and the number of different totals in all, 0
included.
"""

CODE = """
def reachable(weights, target):
    totals = [0]
    for weight in weights:
        fresh = []
        for total in totals:
            if total + weight not in totals:
                fresh.append(total + weight)
        totals.extend(fresh)
    best = totals[0]
    for total in sorted(totals):
        if abs(total - target) < abs(best - target):
            best = total
    return best, len(totals)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    weights = [random.randint(1, 4 * size) for _ in range(size)]
    return weights, random.randint(1, sum(weights))


def oracle(weights: list[int], target: int) -> tuple[int, int]:
    totals = {sum(chosen) for count in range(len(weights) + 1) for chosen in combinations(weights, count)}
    return min(totals, key=lambda total: (abs(total - target), total)), len(totals)


IDEA = (
    "With one weight more, every total so far can be had without it or with it. So the list of totals "
    "grows by those that are new."
)
INVARIANTS = (
    Invariant(
        "total + weight not in totals",
        "{total + weight|calc} was no total before {weight} came",
        line="fresh.append(total + weight)",
    ),
    Invariant(
        "all(abs(best - target) <= abs(other - target) for other in totals if other < total)",
        "{best} is {abs(best - target)} away from {target}, nearer than any smaller total",
        line="best = total",
    ),
)


FAMILY = function_family(
    name="subset_sums",
    title="Reachable sums",
    statement=STATEMENT,
    code=CODE,
    entry_point="reachable",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=12,
    idea=IDEA,
    invariants=INVARIANTS,
)
