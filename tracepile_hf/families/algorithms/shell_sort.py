"""Shell sort with halved gaps, counting the moves for each gap."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Sort a list by Shell's method: insertion sort of the elements that lie a gap apart, the gap being half the length at
first (rounded down) and halved after each round down to 1. Return the sorted list and the number of shifts made with
each gap.
"""

CODE = """
def shell_sort(values):
    gap = len(values) // 2
    shifts = {}
    while gap > 0:
        shifts[gap] = 0
        for i in range(gap, len(values)):
            value = values[i]
            j = i
            while j >= gap and values[j - gap] > value:
                values[j] = values[j - gap]
                j -= gap
                shifts[gap] += 1
            values[j] = value
        gap //= 2
    return values, shifts
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(1, 80) for _ in range(size)],)


def oracle(values: list[int]) -> tuple[list[int], dict[int, int]]:
    current, gap, shifts = list(values), len(values) // 2, {}
    while gap > 0:
        # In each round every chain of elements a gap apart is sorted; its shifts are its inversions.
        chains = [current[start::gap] for start in range(gap)]
        shifts[gap] = sum(a > b for chain in chains for a, b in combinations(chain, 2))
        for start, chain in enumerate(chains):
            current[start::gap] = sorted(chain)
        gap //= 2
    return current, shifts


IDEA = (
    "Values that are far from their place first move in great steps, then in smaller ones. The last "
    "round, in steps of 1, has little left to do."
)
INVARIANTS = (
    Invariant(
        "all(values[one] <= values[one + gap] for one in range(i % gap, i - gap + 1, gap))",
        (
            "in steps of {gap}, the values up to place {i} are in order: {[values[one] for one in range(i % gap, "
            "i + 1, gap)]|list}"
        ),
        line="values[j] = value",
    ),
    Invariant(
        "result[0] == sorted(values)",
        "the {len(values)|# value} {len(values)|is/are} sorted",
        moment="result",
    ),
)


FAMILY = function_family(
    name="shell_sort",
    title="Shell sort",
    statement=STATEMENT,
    code=CODE,
    entry_point="shell_sort",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=150,
    idea=IDEA,
    invariants=INVARIANTS,
)
