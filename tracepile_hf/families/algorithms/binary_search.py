"""Binary search (CLRS): the position of a value in a sorted list."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
You are given a list of distinct integers in ascending order and a target. Return the index of the target, or, if it is
not in the list, the negative number -(p + 1), where p is the index at which it would have to be inserted.
"""

CODE = """
def binary_search(values, target):
    low = 0
    high = len(values) - 1
    while low <= high:
        middle = (low + high) // 2
        if values[middle] == target:
            return middle
        if values[middle] < target:
            low = middle + 1
        else:
            high = middle - 1
    return -(low + 1)
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    values = sorted(random.sample(range(-5 * size, 10 * size + 5), size))
    if random.random() < 0.5:
        return values, random.choice(values)
    return values, random.randint(values[0] - 5, values[-1] + 5)


def oracle(values: list[int], target: int) -> int:
    smaller = sum(value < target for value in values)
    return smaller if target in values else -(smaller + 1)


IDEA = (
    "The list is sorted, so one look at the middle rules out half of what is left. If the target is there "
    "at all, it lies between `low` and `high`."
)
INVARIANTS = (
    Invariant(
        "target not in values or low <= values.index(target) <= high",
        ("places {low} to {high} are left, {high - low + 1|calc} in all, and nothing outside of these can be {target}"),
        line="while low <= high:",
    ),
    Invariant(
        "all(value < target for value in values[:low])",
        "all before place {low} is less than {target}",
        line="low = middle + 1",
    ),
    Invariant(
        "all(value > target for value in values[high + 1:])",
        "all from place {high + 1} on is greater than {target}",
        line="high = middle - 1",
    ),
)


FAMILY = function_family(
    name="binary_search",
    title="Binary search in a sorted list",
    statement=STATEMENT,
    code=CODE,
    entry_point="binary_search",
    generate=generate,
    oracle=oracle,
    default_size=40,
    max_size=2000,
    idea=IDEA,
    invariants=INVARIANTS,
)
