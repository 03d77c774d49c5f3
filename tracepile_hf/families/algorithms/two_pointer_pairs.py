"""Two pointers on a sorted list: distinct pairs with a given sum."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.records import Invariant

STATEMENT = """
Return all pairs (a, b), a < b, of different numbers of a list, each pair once, that add up to the target, in
ascending order of a, together with the number of sums looked at when two pointers close in on each other from both
ends of the sorted list.
"""

CODE = """
def pairs_with_sum(numbers, target):
    ordered = sorted(set(numbers))
    low = 0
    high = len(ordered) - 1
    pairs = []
    looked_at = 0
    while low < high:
        total = ordered[low] + ordered[high]
        looked_at += 1
        if total == target:
            pairs.append((ordered[low], ordered[high]))
            low += 1
            high -= 1
        elif total < target:
            low += 1
        else:
            high -= 1
    return pairs, looked_at
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    numbers = [random.randint(1, 2 * size + 4) for _ in range(size + 2)]
    return numbers, random.choice(numbers) + random.choice(numbers)


def oracle(numbers: list[int], target: int) -> tuple[list[tuple[int, int]], int]:
    ordered = sorted(set(numbers))
    pairs = [(a, b) for a, b in combinations(ordered, 2) if a + b == target]
    # Each sum looked at throws one number out, a hit throws two; it ends when fewer than two are left.
    left, looked_at = list(ordered), 0
    while len(left) > 1:
        looked_at += 1
        a, b = left[0], left[-1]
        left = [n for n in left if not (n == a and a + b <= target) and not (n == b and a + b >= target)]
    return pairs, looked_at


def invert(output: Any) -> Iterator[tuple[object, ...]]:
    pairs, looked_at = output
    if pairs:
        numbers = [number for pair in pairs for number in pair]
        small = [min(numbers) - 1 - extra for extra in range(looked_at - len(pairs))]
        yield numbers, sum(pairs[0])
        yield small + numbers, sum(pairs[0])


IDEA = (
    "In a sorted list a total that is too small can only grow by moving the lower end up, one that is too "
    "great only shrink by moving the upper end down. So no pair is missed."
)
INVARIANTS = (
    Invariant(
        "all(a + b == target for a, b in pairs)",
        "{ordered[low] + ordered[high]|calc} is compared with {target}",
        line="total = ordered[low] + ordered[high]",
    ),
    Invariant(
        "ordered[low] + ordered[high] == target",
        "{ordered[low] + ordered[high]|calc}, which is what is wanted",
        line="pairs.append((ordered[low], ordered[high]))",
    ),
    Invariant(
        "all(a + b == target for a, b in result[0])",
        "all {len(result[0])|# pair} found {len(result[0])|has/have} the sum {target}",
        moment="result",
    ),
    Invariant(
        "all(a + b == target for a, b in result[0])",
        "every pair listed has the same sum, and {result[1]|# pair} {result[1]|is/are} looked at",
        moment="output",
    ),
)


FAMILY = function_family(
    name="two_pointer_pairs",
    title="Pairs with a given sum",
    statement=STATEMENT,
    code=CODE,
    entry_point="pairs_with_sum",
    generate=generate,
    oracle=oracle,
    default_size=9,
    max_size=200,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=invert,
)
