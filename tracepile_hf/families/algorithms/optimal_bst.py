"""Optimal binary search tree (CLRS) for keys with known numbers of look-ups."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Keys 0, 1, 2, ... are stored in a binary search tree; frequency[k] says how often key k is looked up. A look-up of a
key costs its depth, the root having depth 1. Return the smallest possible total cost and the root of such a tree (the
smallest key if several would do).
"""

CODE = """
def optimal_bst(frequency):
    n = len(frequency)
    cost = [[0] * (n + 1) for _ in range(n + 1)]
    root = [[0] * (n + 1) for _ in range(n + 1)]
    for length in range(1, n + 1):
        for low in range(n - length + 1):
            high = low + length
            weight = sum(frequency[low:high])
            options = []
            for key in range(low, high):
                below = cost[low][key] + cost[key + 1][high]
                options.append((below + weight, key))
            cost[low][high], root[low][high] = min(options)
    return cost[0][n], root[0][n]
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    return ([random.randint(1, 25) for _ in range(size)],)


def oracle(frequency: list[int]) -> tuple[int, int]:
    def cheapest(keys: range, depth: int) -> int:
        if not keys:
            return 0
        return min(under(keys, root, depth) for root in keys)

    def under(keys: range, root: int, depth: int) -> int:
        left, right = range(keys.start, root), range(root + 1, keys.stop)
        return frequency[root] * depth + cheapest(left, depth + 1) + cheapest(right, depth + 1)

    everything = range(len(frequency))
    return min((under(everything, root, 1), root) for root in everything)


FAMILY = function_family(
    name="optimal_bst",
    title="Optimal binary search tree",
    statement=STATEMENT,
    code=CODE,
    entry_point="optimal_bst",
    generate=generate,
    oracle=oracle,
    default_size=4,
    max_size=9,
)
