"""Two kinds of rabbits with a matrix power in numpy, against month-by-month counting."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import template_family
from tracepile_hf.families.mathematics._words import some

STATEMENTS = (
    """A farm starts with $young young and $grown grown pairs of rabbits. Every month each grown pair gets $litter, all
    young pairs grow up, and no rabbit dies. How many young and how many grown pairs are there after $months
    months?""",
    """Each month a grown pair of hares brings $litter into the world; the pairs that were young at the beginning of
    the month are grown at its end. Starting with $young young pairs and $grown grown pairs, how many pairs of either
    kind (young, grown) exist after $months months?""",
    """In a colony of bees there are $young larvae and $grown adult groups. Each month every adult group produces
    $litter_kind, and the larvae that were there before become adult groups. How many larvae and how many adult groups
    does the colony have after $months months?""",
)

CODE = """
import numpy as np

def power(matrix, exponent):
    result = np.eye(2, dtype=int)
    while exponent > 0:
        if exponent % 2 == 1:
            result = result @ matrix
        matrix = matrix @ matrix
        exponent //= 2
    return result

def solution():
    month = np.array([[0, $born], [1, 1]])
    start = np.array([$young, $grown])
    after = power(month, $months) @ start
    young, grown = after.tolist()
    return young, grown
"""


def generate(random: Random, size: int) -> dict[str, object]:
    born = random.randint(1, 4)
    return {
        "young": random.randint(2, 20),
        "grown": random.randint(2, 20),
        "born": born,
        "litter": some(born, "young pair"),
        "litter_kind": "1 larva" if born == 1 else f"{born} larvae",
        "months": random.randint(3, max(4, size + 2)),
    }


def oracle(born: int, young: int, grown: int, months: int) -> tuple[int, int]:
    for _ in range(months):
        young, grown = born * grown, grown + young
    return young, grown


FAMILY = template_family(
    name="rabbit_generations",
    title="Young and grown rabbits",
    statements=STATEMENTS,
    code=CODE,
    entry_point="solution",
    generate=generate,
    oracle=oracle,
    default_size=6,
    max_size=14,
    modules=("numpy",),
)
