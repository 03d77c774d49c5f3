"""Sparse vectors: dot product and sum over the entries that are not zero."""

from __future__ import annotations

from random import Random

from tracepile_hf.families.family import function_family

STATEMENT = """
Two long vectors are given as dictionaries from positions to the entries that are not zero. Return their dot product
and their sum in the same form, positions in ascending order, entries that become zero left out.
"""

CODE = """
class SparseVector:
    def __init__(self, entries):
        self.entries = entries

    def dot(self, other):
        total = 0
        for position, value in self.entries.items():
            if position in other.entries:
                total += value * other.entries[position]
        return total

    def plus(self, other):
        result = {}
        for position in sorted(self.entries.keys() | other.entries.keys()):
            value = self.entries.get(position, 0) + other.entries.get(position, 0)
            if value != 0:
                result[position] = value
        return SparseVector(result)


def sparse_dot_and_sum(first, second):
    u = SparseVector(first)
    v = SparseVector(second)
    return u.dot(v), u.plus(v).entries
"""


def generate(random: Random, size: int) -> tuple[object, ...]:
    spots = range(2 * size + 1)
    return tuple(
        {spot: random.choice([-4, -3, -2, -1, 1, 2, 3, 4]) for spot in random.sample(spots, size + 1)} for _ in range(2)
    )


def oracle(first: dict[int, int], second: dict[int, int]) -> tuple[int, dict[int, int]]:
    length = max([*first, *second]) + 1
    u, v = ([entries.get(i, 0) for i in range(length)] for entries in (first, second))
    total = [a + b for a, b in zip(u, v, strict=True)]
    return sum(a * b for a, b in zip(u, v, strict=True)), {i: value for i, value in enumerate(total) if value}


FAMILY = function_family(
    name="sparse_vector",
    title="Sparse vectors in dictionaries",
    statement=STATEMENT,
    code=CODE,
    entry_point="sparse_dot_and_sum",
    generate=generate,
    oracle=oracle,
    default_size=5,
    max_size=80,
)
