"""Dynamic programming: ordered sums of step sizes that avoid some stairs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import Any

from tracepile_hf.families.family import function_family
from tracepile_hf.families.inverse import Inverse
from tracepile_hf.records import Invariant

STATEMENT = """
A staircase has n stairs. One climbs by steps of the given sizes and never treads on a broken stair; n itself is
sound. Return in how many ways the top can be reached from the ground, and the list of the numbers of ways to reach
the ground and each stair.
"""

CODE = """
def climb(n, sizes, broken):
    ways = [1]
    for stair in range(1, n + 1):
        total = 0
        if stair not in broken:
            for size in sizes:
                if size <= stair:
                    total += ways[stair - size]
        ways.append(total)
    return ways[n], ways
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    n = size + random.randint(0, 3)
    sizes = sorted(random.sample([1, 2, 3, 4, 5], random.randint(2, 3)))
    return n, sizes, sorted(random.sample(range(1, n + 1), min(n - 1, random.randint(0, 2))))


def oracle(n: int, sizes: list[int], broken: list[int]) -> tuple[int, list[int]]:
    # Forwards: how many climbs of 0, 1, 2 ... steps stand on each stair.
    n_steps = {0: 1}
    totals = {0: 1}
    while n_steps:
        following: dict[int, int] = {}
        for stair, count in n_steps.items():
            for size in sizes:
                if stair + size <= n and stair + size not in broken:
                    following[stair + size] = following.get(stair + size, 0) + count
        n_steps = following
        for stair, count in following.items():
            totals[stair] = totals.get(stair, 0) + count
    return totals.get(n, 0), [totals.get(stair, 0) for stair in range(n + 1)]


IDEA = (
    "The last step onto a stair comes from one of a few stairs below. So the ways to a stair are those to "
    "these stairs, added up; a broken stair has none."
)
INVARIANTS = (
    Invariant(
        "stair not in broken or ways[stair] == 0",
        "stair {stair} is reached in {total|# way}",
        line="ways.append(total)",
    ),
    Invariant(
        "total >= ways[stair - size]",
        (
            "with a last step of {size}, {ways[stair - size]|# way} {ways[stair - size]|leads/lead} from stair "
            "{stair - size} to {stair}"
        ),
        line="total += ways[stair - size]",
    ),
    Invariant(
        "n == len(result[1]) - 1",
        "there {len(result[1]) - 1|is/are} {len(result[1]) - 1|# stair}, and a broken one has 0 ways",
        moment="output",
    ),
)


def invert(result: Any) -> Iterator[tuple[Any, ...]]:
    ways = result[1]
    broken = [stair for stair in range(1, len(ways)) if ways[stair] == 0]
    for count in (2, 3):
        for sizes in combinations(range(1, 6), count):
            if all(
                stair in broken or sum(ways[stair - size] for size in sizes if size <= stair) == ways[stair]
                for stair in range(1, len(ways))
            ):
                yield len(ways) - 1, list(sizes), broken


FAMILY = function_family(
    name="staircase_ways",
    title="Climbing a broken staircase",
    statement=STATEMENT,
    code=CODE,
    entry_point="climb",
    generate=generate,
    oracle=oracle,
    default_size=8,
    max_size=60,
    idea=IDEA,
    invariants=INVARIANTS,
    invert=Inverse(
        "a stair without any way to it may be broken; for the others the ways are the sum of those at "
        "the stairs below that the sizes reach, and only a few pairs of sizes fit all of them",
        (
            "len(result[1]) - 1",
            "result[1]",
        ),
        invert,
    ),
)
