"""Bit masks: all subsets of a few weights, and the best that fits."""

from __future__ import annotations

from itertools import combinations
from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Each number from 0 to 2**n - 1 stands for a subset of n parcels: parcel i is in it if binary digit i is 1. Going
through these numbers in ascending order, find the subset with the greatest total weight not above the limit, an
earlier one if equal. Return its number, its parcels by name and its weight.
"""

CODE = """
def best_load(parcels, limit):
    names = list(parcels)
    best_mask = 0
    best_weight = 0
    for mask in range(1, 2 ** len(names)):
        weight = 0
        for i, name in enumerate(names):
            if mask >> i & 1:
                weight += parcels[name]
        if best_weight < weight <= limit:
            best_mask = mask
            best_weight = weight
    chosen = [name for i, name in enumerate(names) if best_mask >> i & 1]
    return best_mask, chosen, best_weight
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    names = random.sample(["pot", "rug", "lamp", "desk", "bike", "harp", "safe", "tent", "vase", "sled"], size)
    parcels = {name: random.randint(3, 25) for name in names}
    return parcels, max(min(parcels.values()), round(sum(parcels.values()) * random.choice([0.4, 0.6, 0.8])))


def oracle(parcels: dict[str, int], limit: int) -> tuple[int, list[str], int]:
    names = list(parcels)
    subsets = [c for k in range(len(names) + 1) for c in combinations(range(len(names)), k)]
    loads = [(-sum(parcels[names[i]] for i in c), sum(2**i for i in c), [names[i] for i in c]) for c in subsets]
    negative, mask, chosen = min(load for load in loads if -load[0] <= limit)
    return mask, chosen, -negative


FAMILY = function_family(
    name="subset_masks",
    title="Subsets as bit masks",
    statement=STATEMENT,
    code=CODE,
    entry_point="best_load",
    generate=generate,
    oracle=oracle,
    default_size=3,
    max_size=10,
)
